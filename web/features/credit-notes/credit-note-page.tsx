import { IconFileCheck, IconFileTypePdf, IconPencil, IconSend } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditNotePatch } from '#domain/credit-notes.ts';
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
import { isSome } from '#web/features/invoices/invoice.ts';
import { apiUrl } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { CreditNote } from './credit-note.ts';
import { type CreditNoteAct, CreditNoteDialogs } from './credit-note-dialogs.tsx';

const icons = { issue: IconFileCheck, change: IconPencil, send: IconSend };

function actsOf(
  { id, status, sentAt, abilities }: CreditNote,
  open: (act: CreditNoteAct) => void,
): RecordActs {
  const act = (key: CreditNoteAct, ability: string): RecordAct => ({
    key,
    label: `credit-notes:act.${key}`,
    icon: icons[key],
    ability,
    run: () => open(key),
  });
  const pdf: RecordAct = {
    key: 'pdf',
    label: 'credit-notes:act.pdf',
    icon: IconFileTypePdf,
    run: () => void window.open(apiUrl(`/credit-notes/${id}/pdf`, { inline: '1' }), '_blank', 'noopener'),
  };
  if (status !== 'draft') {
    if (!abilities?.send) return { primary: pdf };
    const send = act('send', 'send');
    return sentAt === null ? { primary: send, more: [pdf] } : { primary: pdf, more: [send] };
  }
  const change = abilities?.edit ? [act('change', 'edit')] : [];
  return { primary: act('issue', 'issue'), more: [...change, pdf] };
}

/** Why it was made: the first thing that one asks of a credit. */
function Banner({ note }: { note: CreditNote }): ReactNode {
  return (
    <div className={classes.banner} style={toneStyle(lookOf('credit_note', note.status).tone)}>
      <StatusBadge kind="credit_note" status={note.status} plain />
      <q dir="auto">{note.reason}</q>
    </div>
  );
}

function Saved({ note }: { note: CreditNote }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, ReactNode][] = [
    [t('credit-notes:field.number'), <bdi key="number">{note.number}</bdi>],
    [t('credit-notes:field.invoiceNumber'), <bdi key="invoice">{note.invoiceNumber}</bdi>],
    [t('credit-notes:field.creditDate'), note.creditDate ? format.date(note.creditDate) : null],
  ];
  if (note.reference) {
    facts.push([t('credit-notes:field.reference'), <bdi key="reference">{note.reference}</bdi>]);
  }
  return (
    <SavedSheet
      record={note}
      banner={<Banner note={note} />}
      customer={{ name: note.names?.accountId, address: note.billingAddress }}
      facts={facts}
      afterTotal={
        note.status === 'issued' && (
          <>
            <dt>{t('credit-notes:field.applied')}</dt>
            <dd>
              <Money amount={note.applied} currency={note.currency} />
            </dd>
            <dt>{t('credit-notes:field.kept')}</dt>
            <dd>
              <Money amount={note.kept} currency={note.currency} />
            </dd>
          </>
        )
      }
    />
  );
}

function Loaded({ note }: { note: CreditNote }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<CreditNoteAct | null>(null);
  // Its lines follow the invoice: the sheet is never typed into, and a dialog changes what it says.
  const item = { ...note, abilities: { ...note.abilities, edit: false } };
  const state = useDocument<CreditNote>({
    kind: 'credit_note',
    item,
    keys: ['currency'],
    schema: creditNotePatch,
  });
  const declaration: RecordDeclaration<CreditNote> = {
    kind: 'credit_note',
    title: ({ number, invoiceNumber }) =>
      number ?? t('credit-notes:draftOf', { number: `\u2068${invoiceNumber}\u2069` }),
    subtitle: ({ names }) => <bdi>{names?.accountId}</bdi>,
    status: {
      moves: () => [],
      path: ({ id }) => `/credit-notes/${id}`,
      body: () => undefined,
      capability: 'accounting.credit_notes.view',
    },
    fields: [],
    tabs: [],
  };
  const names = note.names ?? {};
  return (
    <DocumentPage
      declaration={declaration}
      item={item}
      state={state}
      fields={{ head: [], more: [] }}
      acts={actsOf(note, setAct)}
      saved={<Saved note={note} />}
      side={
        <>
          <RelatedPanel
            links={[
              ['invoice', note.invoiceId, names.invoiceId ?? note.invoiceNumber],
              ['opportunity', note.opportunityId, names.opportunityId],
              ['account', note.accountId, names.accountId],
              ['contact', note.contactId, names.contactId],
            ]}
          />
          {note.abilities?.share && <LinkPanel path={`/credit-notes/${note.id}`} version={note.version} />}
          <KeepingPanel record={note} />
        </>
      }
      dialogs={
        <>
          <CreditNoteDialogs note={note} act={act} close={() => setAct(null)} />
          <SendDocumentDialog
            key={`send.${note.version}`}
            kind="credit_note"
            member="creditNote"
            document={note}
            opened={act === 'send'}
            close={() => setAct(null)}
          />
        </>
      }
    />
  );
}

/** A credit note is no priced document that is typed: what it takes off is one amount, and it has no terms of its own. */
function asDocument(note: CreditNote): CreditNote {
  return {
    ...note,
    discountType: isSome(note.discountTotal) ? 'fixed' : 'none',
    discountValue: note.discountTotal,
    terms: null,
    shippingAddress: null,
  };
}

export function CreditNotePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <LoadedDocument<CreditNote> kind="credit_note" id={id}>
      {(note) => <Loaded key={note.id} note={asDocument(note)} />}
    </LoadedDocument>
  );
}
