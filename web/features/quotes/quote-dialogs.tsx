import { Select, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem } from '#domain/field-errors.ts';
import { ActDialog, type Attempt } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { usableNodes, useNodes } from '#web/platform/hierarchy.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Quote } from './quote.ts';

export type QuoteAct =
  | 'send'
  | 'resend'
  | 'cancelSend'
  | 'markSent'
  | 'accept'
  | 'decline'
  | 'revise'
  | 'convert'
  | 'order'
  | 'subscribe';

type Props = { quote: Quote; act: QuoteAct | null; close: () => void };

/** The dialogs of a quote: each says what will happen before it does. */
export function QuoteDialogs(props: Props) {
  return (
    <>
      <MarkSentDialog {...props} />
      <DecisionDialog {...props} decision="accept" status="accepted" />
      <DecisionDialog {...props} decision="decline" status="declined" />
      <ReviseDialog {...props} />
      <ConvertDialog {...props} />
      <OrderDialog {...props} />
    </>
  );
}

/** The words that the sentences about a quote use. */
function useFacts(quote: Quote) {
  const format = useFormat();
  const isolated = (text: string) => `\u2068${text}\u2069`;
  return {
    number: isolated(quote.number),
    total: isolated(format.money(quote.total, quote.currency)),
    version: isolated(format.decimal(quote.versionNumber + 1)),
    account: isolated(quote.names?.accountId ?? ''),
  };
}

function useMove(quote: Quote) {
  const keep = useKeepRecord('quote');
  const queryClient = useQueryClient();
  return async (status: string, note: string | null, { idempotencyKey }: Attempt) => {
    const body = note ? { status, note } : { status };
    const moved = await api.post<Quote>(`/quotes/${quote.id}/status`, body, {
      version: quote.version,
      idempotencyKey,
    });
    keep(moved);
    // An accepted quote may win its opportunity.
    void queryClient.invalidateQueries({ queryKey: ['opportunity'] });
  };
}

function MarkSentDialog({ quote, act, close }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(quote);
  const move = useMove(quote);
  const notify = useNotify();
  const to = quote.accountId ? 'quotes:send.to' : 'quotes:send.toNobody';
  return (
    <ActDialog
      opened={act === 'markSent'}
      close={close}
      title={t('quotes:send.title', facts)}
      effects={[t('quotes:send.fixed', facts), t(to, facts), t('quotes:send.noMail')]}
      blocked={quote.lines?.length === 0 ? t('quotes:send.noLines') : undefined}
      confirm={t('quotes:act.markSent')}
      run={async (attempt) => {
        await move('sent', null, attempt);
        notify.done(t('quotes:send.done'));
      }}
    />
  );
}

type DecisionProps = Props & { decision: 'accept' | 'decline'; status: 'accepted' | 'declined' };

function DecisionDialog({ quote, act, close, decision, status }: DecisionProps) {
  const { t } = useTranslation();
  const facts = useFacts(quote);
  const move = useMove(quote);
  const notify = useNotify();
  const [note, setNote] = useState('');
  const effects = [t(`quotes:${decision}.status`, facts)];
  if (decision === 'accept' && quote.opportunityId) effects.push(t('quotes:accept.wins'));
  if (decision === 'accept') effects.push(t('quotes:accept.next'));
  else effects.push(t('quotes:decline.next'));
  return (
    <ActDialog
      opened={act === decision}
      close={close}
      title={t(`quotes:${decision}.title`, facts)}
      effects={effects}
      confirm={t(`quotes:act.${decision}`)}
      danger={decision === 'decline'}
      run={async (attempt) => {
        await move(status, note.trim() || null, attempt);
        setNote('');
        notify.done(t(`quotes:${decision}.done`));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t(`quotes:${decision}.note`)}
          dir="auto"
          autosize
          minRows={3}
          maxLength={1000}
          data-autofocus
          value={note}
          error={errorAt('note')}
          onChange={(event) => {
            setNote(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

function ReviseDialog({ quote, act, close }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(quote);
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  return (
    <ActDialog
      opened={act === 'revise'}
      close={close}
      title={t('quotes:revise.title', facts)}
      effects={[t('quotes:revise.draft', facts), t('quotes:revise.old', facts)]}
      confirm={t('quotes:act.revise')}
      run={async ({ idempotencyKey }) => {
        const draft = await api.post<Quote>(`/quotes/${quote.id}/revise`, undefined, {
          version: quote.version,
          idempotencyKey,
        });
        await queryClient.invalidateQueries({ queryKey: ['quote'] });
        notify.done(t('quotes:revise.done', facts));
        await navigate({ to: recordPath('quote', draft.id) });
      }}
    />
  );
}

function OrderDialog({ quote, act, close }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(quote);
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  return (
    <ActDialog
      opened={act === 'order'}
      close={close}
      title={t('quotes:order.title', facts)}
      effects={[t('quotes:order.makes', facts), t('quotes:convert.equal'), t('quotes:order.once')]}
      confirm={t('quotes:act.order')}
      run={async ({ idempotencyKey }) => {
        const { order } = await api.post<{ order: { id: string } }>(
          `/quotes/${quote.id}/convert-to-order`,
          undefined,
          { version: quote.version, idempotencyKey },
        );
        await queryClient.invalidateQueries({ queryKey: ['quote'] });
        void queryClient.invalidateQueries({ queryKey: ['order'] });
        notify.done(t('kinds:order.created'));
        await navigate({ to: recordPath('order', order.id) });
      }}
    />
  );
}

function ConvertDialog({ quote, act, close }: Props) {
  const { t } = useTranslation();
  const facts = useFacts(quote);
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const entities = usableNodes(useNodes()).filter((node) => node.level === 'entity');
  const asksEntity = quote.scope.level === 'organisation';
  const [chosen, setChosen] = useState<string | null>(null);
  const entityId = chosen ?? (entities.length === 1 ? (entities[0]?.id ?? null) : null);
  return (
    <ActDialog
      opened={act === 'convert'}
      close={close}
      title={t('quotes:convert.title', facts)}
      effects={[
        t(quote.invoiceId ? 'quotes:convert.makesRest' : 'quotes:convert.makes', facts),
        t('quotes:convert.equal'),
        t('quotes:convert.once'),
      ]}
      confirm={t(quote.invoiceId ? 'quotes:act.convertRest' : 'quotes:act.convert')}
      check={() => (asksEntity && !entityId ? [fieldProblem('entityId', 'required')] : [])}
      run={async ({ idempotencyKey }) => {
        const body = asksEntity ? { entityId } : {};
        const { invoice } = await api.post<{ invoice: { id: string } }>(
          `/quotes/${quote.id}/convert-to-invoice`,
          body,
          { version: quote.version, idempotencyKey },
        );
        await queryClient.invalidateQueries({ queryKey: ['quote'] });
        void queryClient.invalidateQueries({ queryKey: ['invoice'] });
        notify.done(t('kinds:invoice.created'));
        await navigate({ to: recordPath('invoice', invoice.id) });
      }}
    >
      {asksEntity
        ? ({ errorAt, typed }) => (
            <Select
              label={t('quotes:convert.entity')}
              description={t('quotes:convert.entityHelp')}
              withAsterisk
              data={entities.map((node) => ({ value: node.id, label: node.name }))}
              value={entityId}
              error={errorAt('entityId')}
              onChange={(id) => {
                setChosen(id);
                typed();
              }}
            />
          )
        : undefined}
    </ActDialog>
  );
}
