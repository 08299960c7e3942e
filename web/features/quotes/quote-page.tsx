import {
  IconCircleCheck,
  IconCircleX,
  IconClipboardCheck,
  IconClockCancel,
  IconFileInvoice,
  IconFileText,
  IconHandMove,
  IconHistory,
  IconRepeat,
  IconSend,
} from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type QuoteStatus, quotePatch, quoteStatus } from '#domain/quotes.ts';
import classes from '#web/components/document/document.module.css';
import { DocumentPage, LoadedDocument } from '#web/components/document/document-page.tsx';
import { LinkPanel } from '#web/components/document/link-panel.tsx';
import { KeepingPanel, RelatedPanel } from '#web/components/document/related-panel.tsx';
import { SavedSheet } from '#web/components/document/saved-sheet.tsx';
import { useDocument } from '#web/components/document/use-document.ts';
import type { RecordAct, RecordActs, RecordDeclaration } from '#web/components/record/declare.ts';
import { StatusBadge, toneStyle } from '#web/components/status-badge.tsx';
import { lookOf } from '#web/components/statuses.ts';
import { SubscribeDialog } from '#web/features/subscriptions/subscribe-dialog.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { ChangesAsked } from './changes-asked.tsx';
import type { Quote } from './quote.ts';
import { type QuoteAct, QuoteDialogs } from './quote-dialogs.tsx';
import { quoteKeys, quoteSheet } from './quote-fields.ts';
import { ScheduledBanner } from './scheduled-banner.tsx';
import { CancelSendDialog, ResendDialog, SendDialog } from './send-dialog.tsx';
import { Versions } from './versions.tsx';

const dialogFor: Partial<Record<QuoteStatus, QuoteAct>> = {
  sent: 'send',
  accepted: 'accept',
  declined: 'decline',
  revised: 'revise',
};

const abilityFor: Partial<Record<QuoteStatus, string>> = {
  sent: 'send',
  accepted: 'decide',
  declined: 'decide',
  revised: 'revise',
};

/** Moves that a person makes; viewing and expiring happen by themselves. */
function movesOf(quote: Quote): QuoteStatus[] {
  return quoteStatus.allowed(quote.status).filter((to) => {
    const ability = abilityFor[to];
    return ability !== undefined && quote.abilities?.[ability] === true;
  });
}

function useActs(quote: Quote, open: (act: QuoteAct) => void): RecordActs {
  const navigate = useNavigate();
  const { status, orderId, invoiceId, subscriptionId, supersededById } = quote;
  const act = (key: QuoteAct, icon: RecordAct['icon'], ability: string): RecordAct => ({
    key,
    label: `quotes:act.${key}`,
    icon,
    ability,
    run: () => open(key),
  });
  const revise = act('revise', IconHistory, 'revise');
  const resend = act('resend', IconSend, 'resend');
  const go = (key: string, icon: RecordAct['icon'], to: string): RecordAct => ({
    key,
    label: `quotes:act.${key}`,
    icon,
    run: () => void navigate({ to }),
  });
  if (orderId) return { primary: go('openOrder', IconClipboardCheck, recordPath('order', orderId)) };
  if (invoiceId) {
    const invoice = go('openInvoice', IconFileInvoice, recordPath('invoice', invoiceId));
    if (!quote.invoiceable) return { primary: invoice };
    // The server said so itself: the ability tells only of a quote of which nothing is invoiced.
    const { ability: _, ...rest } = act('convert', IconFileInvoice, 'convert');
    return { primary: { ...rest, label: 'quotes:act.convertRest' }, more: [invoice] };
  }
  if (status === 'draft') {
    const send = act('send', IconSend, 'send');
    const byHand = act('markSent', IconHandMove, 'send');
    if (quote.scheduledAt) {
      return { primary: act('cancelSend', IconClockCancel, 'cancelSend'), more: [send, byHand] };
    }
    return { primary: send, more: [byHand] };
  }
  if (status === 'sent' || status === 'viewed') {
    const decline = { ...act('decline', IconCircleX, 'decide'), danger: true };
    return { primary: act('accept', IconCircleCheck, 'decide'), more: [resend, revise, decline] };
  }
  if (subscriptionId) {
    return { primary: go('openSubscription', IconRepeat, recordPath('subscription', subscriptionId)) };
  }
  if (status === 'accepted') {
    const order = act('order', IconClipboardCheck, 'convertToOrder');
    const more = [act('subscribe', IconRepeat, 'subscribe')];
    // Who may not invoice can still make an order of it.
    if (quote.abilities?.convert === false) return { primary: order, more };
    more.unshift(order);
    return { primary: act('convert', IconFileInvoice, 'convert'), more };
  }
  if (supersededById) return { primary: go('openNewest', IconFileText, recordPath('quote', supersededById)) };
  return { primary: revise };
}

/** What the customer said, or that another version counts now. */
function Banner({ quote }: { quote: Quote }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (quote.scheduledAt) return <ScheduledBanner at={quote.scheduledAt} />;
  const { status, decidedAt, decidedByName, decisionNote } = quote;
  if (!['accepted', 'declined', 'expired', 'revised'].includes(status)) return null;
  const decided = decidedAt ? format.date(decidedAt) : '';
  return (
    <div className={classes.banner} style={toneStyle(lookOf('quote', status).tone)}>
      <StatusBadge kind="quote" status={status} plain />
      <span>{t(`quotes:banner.${status}`, { date: `\u2068${decided}\u2069` })}</span>
      {decidedByName && <span>{t('sharing:acceptedBy', { name: `\u2068${decidedByName}\u2069` })}</span>}
      {decisionNote && <q dir="auto">{decisionNote}</q>}
    </div>
  );
}

function Saved({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = (at: string | null) => (at ? format.date(at) : null);
  return (
    <SavedSheet
      record={quote}
      banner={
        <>
          <Banner quote={quote} />
          <ChangesAsked quote={quote} />
        </>
      }
      customer={{
        name: quote.names?.accountId ?? quote.names?.contactId,
        address: quote.billingAddress,
        contact: quote.names?.accountId ? { name: quote.names?.contactId } : null,
      }}
      facts={[
        [t('quotes:field.number'), <bdi key="number">{quote.number}</bdi>],
        [t('quotes:field.version'), format.decimal(quote.versionNumber)],
        [t('quotes:field.validUntil'), date(quote.validUntil)],
        ...(quote.reference
          ? [
              [t('quotes:field.reference'), <bdi key="reference">{quote.reference}</bdi>] as [
                string,
                ReactNode,
              ],
            ]
          : []),
      ]}
    />
  );
}

function Loaded({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const state = useDocument<Quote>({ kind: 'quote', item: quote, keys: quoteKeys, schema: quotePatch });
  const [act, setAct] = useState<QuoteAct | null>(null);
  // What was typed is saved before the quote goes out: nobody sends an older state than the one on the screen.
  const open = async (next: QuoteAct) => {
    if (!state.dirty || (await state.save())) setAct(next);
  };
  const acts = useActs(quote, (next) => void open(next));
  const format = useFormat();
  const names = quote.names ?? {};
  const declaration: RecordDeclaration<Quote> = {
    kind: 'quote',
    title: (item) => item.title,
    subtitle: (item) => (
      <>
        <bdi dir="ltr">{item.number}</bdi> ·{' '}
        {t('quotes:versionOf', { version: format.decimal(item.versionNumber) })}
        {item.names?.accountId && (
          <>
            {' · '}
            <bdi>{item.names.accountId}</bdi>
          </>
        )}
      </>
    ),
    status: {
      moves: movesOf,
      path: (item) => `/quotes/${item.id}/status`,
      body: (status) => ({ status }),
      intercept: (_, to) => {
        const dialog = dialogFor[to as QuoteStatus];
        if (dialog) void open(dialog);
        return true;
      },
      capability: 'crm.quotes.view',
    },
    fields: [],
    tabs: [],
  };
  return (
    <DocumentPage
      declaration={declaration}
      item={quote}
      state={state}
      fields={quoteSheet}
      acts={acts}
      saved={<Saved quote={quote} />}
      side={
        <>
          <ApprovalPanel quote={quote} />
          <RelatedPanel
            links={[
              ['lead', quote.leadId, names.leadId],
              ['opportunity', quote.opportunityId, names.opportunityId],
              ['account', quote.accountId, names.accountId],
              ['contact', quote.contactId, names.contactId],
              [
                'order',
                quote.orderId,
                quote.order?.number ?? names.orderId,
                quote.order && <StatusBadge kind="order" status={quote.order.status} plain />,
              ],
              [
                'invoice',
                quote.invoiceId,
                quote.invoice?.number ?? names.invoiceId,
                quote.invoice && <StatusBadge kind="invoice" status={quote.invoice.status} plain />,
              ],
            ]}
          />
          {quote.abilities?.share && <LinkPanel path={`/quotes/${quote.id}`} version={quote.version} />}
          <Versions quote={quote} />
          <KeepingPanel record={quote} />
        </>
      }
      dialogs={
        <>
          <QuoteDialogs quote={quote} act={act} close={() => setAct(null)} />
          <SendDialog quote={quote} opened={act === 'send'} close={() => setAct(null)} />
          <ResendDialog quote={quote} opened={act === 'resend'} close={() => setAct(null)} />
          <CancelSendDialog quote={quote} opened={act === 'cancelSend'} close={() => setAct(null)} />
          <SubscribeDialog quote={quote} opened={act === 'subscribe'} close={() => setAct(null)} />
        </>
      }
    />
  );
}

export function QuotePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <LoadedDocument<Quote> kind="quote" id={id}>
      {(quote) => <Loaded key={quote.id} quote={quote} />}
    </LoadedDocument>
  );
}
