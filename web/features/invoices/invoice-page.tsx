import {
  IconArrowBackUp,
  IconBan,
  IconCash,
  IconCoins,
  IconEraser,
  IconFileCheck,
  IconReceiptRefund,
  IconSend,
} from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invoicePatch } from '#domain/invoices.ts';
import classes from '#web/components/document/document.module.css';
import { DocumentPage, LoadedDocument } from '#web/components/document/document-page.tsx';
import { LinkPanel } from '#web/components/document/link-panel.tsx';
import { KeepingPanel, RelatedPanel } from '#web/components/document/related-panel.tsx';
import { SavedSheet } from '#web/components/document/saved-sheet.tsx';
import { SendDocumentDialog } from '#web/components/document/send-dialog.tsx';
import { useDocument } from '#web/components/document/use-document.ts';
import { Money } from '#web/components/money.tsx';
import type { RecordAct, RecordActs, RecordDeclaration } from '#web/components/record/declare.ts';
import { StatusBadge, toneStyle } from '#web/components/status-badge.tsx';
import { lookOf } from '#web/components/statuses.ts';
import { RemindersPanel } from '#web/features/receivables/reminders-panel.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import { type Invoice, type InvoiceAct, isSome, shownStatus } from './invoice.ts';
import { InvoiceDialogs } from './invoice-dialogs.tsx';
import { invoiceKeys } from './invoice-fields.ts';
import { PaymentsPanel } from './payments-panel.tsx';
import { CreditNotesPanel, EntriesPanel } from './settlement-panel.tsx';
import { useInvoiceSheet } from './use-series.ts';

/** An invoice as its page shows it: overdue is said instead of the stored status. */
type Shown = Invoice & { shownStatus: string };

const icons = {
  issue: IconFileCheck,
  send: IconSend,
  pay: IconCash,
  void: IconBan,
  applyCredit: IconCoins,
  credit: IconReceiptRefund,
  writeOff: IconEraser,
  reverseWriteOff: IconArrowBackUp,
};

function actsOf(
  { status, sentAt, creditAvailable, abilities }: Invoice,
  open: (act: InvoiceAct) => void,
): RecordActs {
  const act = (key: InvoiceAct): RecordAct => ({
    key,
    label: `invoices:act.${key}`,
    icon: icons[key],
    ability: key,
    run: () => open(key),
  });
  if (status === 'draft') return { primary: act('issue') };
  const possible = (['applyCredit', 'credit', 'writeOff', 'reverseWriteOff'] as const).filter(
    (key) => abilities?.[key] && (key !== 'applyCredit' || isSome(creditAvailable)),
  );
  const end = [...possible.map(act), { ...act('void'), danger: true }];
  // What was issued is sent first; then money is waited for.
  return sentAt === null && status === 'issued'
    ? { primary: act('send'), more: [act('pay'), ...end] }
    : { primary: act('pay'), more: [act('send'), ...end] };
}

function Banner({ invoice }: { invoice: Invoice }): ReactNode {
  const { t } = useTranslation();
  const status = shownStatus(invoice);
  if (!['void', 'overdue', 'written_off', 'credited'].includes(status)) return null;
  return (
    <div className={classes.banner} style={toneStyle(lookOf('invoice', status).tone)}>
      <StatusBadge kind="invoice" status={status} plain />
      <span>{t(`invoices:banner.${status}`)}</span>
      {invoice.voidReason && <q dir="auto">{invoice.voidReason}</q>}
    </div>
  );
}

function Saved({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, balance } = invoice;
  const date = (at: string | null) => (at ? format.date(at) : null);
  const settled = (['paid', 'creditUsed', 'credited', 'writtenOff'] as const).filter((key) =>
    isSome(invoice[key]),
  );
  const partly = settled.length > 0;
  return (
    <SavedSheet
      record={invoice}
      banner={<Banner invoice={invoice} />}
      customer={{ name: invoice.names?.accountId, address: invoice.billingAddress }}
      facts={[
        [t('invoices:field.number'), <bdi key="number">{invoice.number}</bdi>],
        [t('invoices:field.invoiceDate'), date(invoice.invoiceDate)],
        [t('invoices:field.dueDate'), date(invoice.dueDate)],
        ...(invoice.reference
          ? [
              [t('invoices:field.reference'), <bdi key="reference">{invoice.reference}</bdi>] as [
                string,
                ReactNode,
              ],
            ]
          : []),
      ]}
      afterTotal={
        partly && (
          <>
            {settled.map((key) => (
              <Fragment key={key}>
                <dt>{t(`invoices:field.${key}`)}</dt>
                <dd>
                  <Money amount={`-${invoice[key]}`} currency={currency} />
                </dd>
              </Fragment>
            ))}
            <dt>{t('invoices:field.balance')}</dt>
            <dd>
              <Money amount={balance} currency={currency} strong />
            </dd>
          </>
        )
      }
    />
  );
}

function Loaded({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const state = useDocument<Invoice>({
    kind: 'invoice',
    item: invoice,
    keys: invoiceKeys,
    schema: invoicePatch,
  });
  const [act, setAct] = useState<InvoiceAct | null>(null);
  // What was typed is saved before the invoice is issued: nobody issues an older state than the one on the screen.
  const open = async (next: InvoiceAct) => {
    if (!state.dirty || (await state.save())) setAct(next);
  };
  const fields = useInvoiceSheet(invoice.entityId, invoice.status === 'draft');
  const names = invoice.names ?? {};
  const item: Shown = { ...invoice, shownStatus: shownStatus(invoice) };
  const declaration: RecordDeclaration<Shown> = {
    kind: 'invoice',
    title: ({ number, title }) => number ?? title ?? t('invoices:newTitle'),
    subtitle: ({ number, title }) => (
      <bdi>{[number && title, names.accountId].filter(Boolean).join(' · ')}</bdi>
    ),
    status: {
      field: 'shownStatus',
      look: (status) => ({ status }),
      moves: () => [],
      path: ({ id }) => `/invoices/${id}`,
      body: () => undefined,
      capability: 'accounting.invoices.view',
    },
    fields: [],
    tabs: [],
  };
  return (
    <DocumentPage
      declaration={declaration}
      item={item}
      state={state as never}
      fields={fields}
      acts={actsOf(invoice, (next) => void open(next))}
      saved={<Saved invoice={invoice} />}
      side={
        <>
          <PaymentsPanel invoice={invoice} />
          <EntriesPanel invoice={invoice} />
          <CreditNotesPanel invoice={invoice} />
          <RemindersPanel invoice={invoice} />
          {invoice.abilities?.share && (
            <LinkPanel path={`/invoices/${invoice.id}`} version={invoice.version} />
          )}
          <RelatedPanel
            links={[
              ['order', invoice.orderId, names.orderId],
              ['quote', invoice.quoteId, names.quoteId],
              ['opportunity', invoice.opportunityId, names.opportunityId],
              ['account', invoice.accountId, names.accountId],
              ['contact', invoice.contactId, names.contactId],
            ]}
          />
          <KeepingPanel record={invoice} />
        </>
      }
      dialogs={
        <>
          <InvoiceDialogs invoice={invoice} act={act} close={() => setAct(null)} />
          <SendDocumentDialog
            key={`send.${invoice.version}`}
            kind="invoice"
            member="invoice"
            document={invoice}
            opened={act === 'send'}
            close={() => setAct(null)}
          />
        </>
      }
    />
  );
}

export function InvoicePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <LoadedDocument<Invoice> kind="invoice" id={id}>
      {(invoice) => <Loaded key={invoice.id} invoice={invoice} />}
    </LoadedDocument>
  );
}
