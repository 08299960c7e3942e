import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem } from '#domain/field-errors.ts';
import { clockAt, instantAt } from '#domain/local-time.ts';
import { today } from '#domain/time-zones.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import classes from '#web/components/document/send.module.css';
import {
  type SendAnswer,
  SendFields,
  useOutcomeWords,
  useSending,
} from '#web/components/document/send-fields.tsx';
import type { ErrorAt, Field, Values } from '#web/components/form/field.ts';
import { FieldInput } from '#web/components/form/field-input.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { Reasons } from '#web/features/approvals/reasons.tsx';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Quote } from './quote.ts';

type Props = { quote: Quote; opened: boolean; close: () => void };

const isolated = (text: string) => `\u2068${text}\u2069`;

/** The time zone in which a quote's days begin and end: that of its entity. */
export function useEntityZone({ scope }: Pick<Quote, 'scope'>): string {
  const company = useSession()?.organisation.timeZone ?? 'UTC';
  const entities = useQuery({
    queryKey: ['settings', '/settings/entities'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: { nodeId: string; timeZone: string }[] }>('/settings/entities', { signal }))
        .items,
    staleTime: 5 * 60_000,
  });
  return entities.data?.find(({ nodeId }) => nodeId === scope.entityId)?.timeZone ?? company;
}

const whenFields: Field[] = [
  { key: 'date', label: 'sending:date', type: 'date', required: true },
  { key: 'time', label: 'sending:time', type: 'time', required: true },
];

type When = { later: boolean; date: string; time: string };

function useWhen(quote: Quote) {
  const zone = useEntityZone(quote);
  // An hour from now, on the clock of the entity.
  const soon = new Date(Date.now() + 3_600_000);
  const [when, setWhen] = useState<Partial<When>>({});
  const { later = false, date = today(soon, zone), time = clockAt(soon, zone).slice(0, 5) } = when;
  const instant = date !== '' && time !== '' ? instantAt(date, time.slice(0, 5), zone).toISOString() : null;
  return {
    zone,
    later,
    values: { date, time } as Values,
    scheduledAt: later ? instant : null,
    set: (next: Partial<When>) => setWhen((before) => ({ ...before, ...next })),
    problems: () => {
      if (!later) return [];
      if (!instant) return [fieldProblem(date ? 'time' : 'date', 'required')];
      return Date.parse(instant) <= Date.now() ? [fieldProblem('time', 'out_of_range')] : [];
    },
  };
}

type WhenProps = { when: ReturnType<typeof useWhen>; errorAt: ErrorAt; typed: () => void };

function WhenFields({ when, errorAt, typed }: WhenProps) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('sending:when')}
        data={[
          { value: 'now', label: t('sending:now') },
          { value: 'later', label: t('sending:later') },
        ]}
        value={when.later ? 'later' : 'now'}
        onChange={(value) => {
          when.set({ later: value === 'later' });
          typed();
        }}
      />
      {when.later && (
        <>
          <div className={classes.when}>
            {whenFields.map((field) => (
              <FieldInput
                key={field.key}
                field={{ ...field, errors: { out_of_range: 'sending:past' } }}
                value={when.values[field.key]}
                values={when.values}
                setValue={() => undefined}
                errorAt={errorAt}
                onChange={(value) => {
                  when.set({ [field.key]: value ?? '' });
                  typed();
                }}
              />
            ))}
          </div>
          <p className={classes.hint}>
            {t('sending:zone', { zone: `\u2066${when.zone}\u2069` })}{' '}
            <Link to="/scheduled-sends">{t('sending:allScheduled')}</Link>
          </p>
        </>
      )}
    </>
  );
}

/** Sends a quote, now or at a time: to whom, with which words, and why not. */
export function SendDialog({ quote, opened, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const keep = useKeepRecord('quote');
  const notify = useNotify();
  const outcome = useOutcomeWords();
  const sending = useSending('quote', quote, opened);
  const when = useWhen(quote);
  const total = isolated(format.money(quote.total, quote.currency));
  const held = quote.approval?.needed === true;
  const noLines = quote.lines?.length === 0;
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('sending:title', { number: isolated(quote.number) })}
      effects={[t('sending:fixed', { total }), t(when.later ? 'sending:locked' : 'sending:link')]}
      blocked={noLines ? t('quotes:send.noLines') : held ? t('sending:held') : undefined}
      confirm={t(when.later ? 'sending:act.schedule' : 'sending:act.send')}
      check={when.problems}
      run={async ({ idempotencyKey }) => {
        const { scheduledAt } = when;
        const body = { ...sending.body, ...(scheduledAt ? { scheduledAt } : {}) };
        const options = { version: quote.version, idempotencyKey };
        const answer = await api.post<SendAnswer & { quote: Quote }>(
          `/quotes/${quote.id}/send`,
          body,
          options,
        );
        keep(answer.quote);
        notify.done(
          scheduledAt
            ? t('sending:done.scheduled', { time: isolated(format.instant(scheduledAt)) })
            : outcome(answer, sending.preview),
        );
      }}
    >
      {({ errorAt, typed }) => (
        <>
          {held && quote.approval && <Reasons reasons={quote.approval.reasons} />}
          <SendFields kind="quote" id={quote.id} sending={sending} errorAt={errorAt} typed={typed} />
          <WhenFields when={when} errorAt={errorAt} typed={typed} />
        </>
      )}
    </ActDialog>
  );
}

/** Writes to the customer again: the same link, the same PDF. */
export function ResendDialog({ quote, opened, close }: Props) {
  const { t } = useTranslation();
  const keep = useKeepRecord('quote');
  const notify = useNotify();
  const outcome = useOutcomeWords();
  const sending = useSending('quote', quote, opened);
  const { preview } = sending;
  const unreachable = preview !== undefined && preview.noEmail !== null && !sending.sms;
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('sending:resendTitle', { number: isolated(quote.number) })}
      effects={[t('sending:same')]}
      blocked={unreachable ? t('sending:nobodyToWrite') : undefined}
      confirm={t('sending:act.resend')}
      run={async ({ idempotencyKey }) => {
        const options = { version: quote.version, idempotencyKey };
        const answer = await api.post<SendAnswer & { quote: Quote }>(
          `/quotes/${quote.id}/resend`,
          sending.body,
          options,
        );
        keep(answer.quote);
        notify.done(outcome(answer, preview));
      }}
    >
      {({ errorAt, typed }) => (
        <SendFields kind="quote" id={quote.id} sending={sending} errorAt={errorAt} typed={typed} />
      )}
    </ActDialog>
  );
}

/** Takes a sending back that waits for its time. */
export function CancelSendDialog({ quote, opened, close }: Props) {
  const { t } = useTranslation();
  const keep = useKeepRecord('quote');
  const notify = useNotify();
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('sending:cancelTitle', { number: isolated(quote.number) })}
      effects={[t('sending:cancelEffect')]}
      confirm={t('sending:act.cancel')}
      run={async () => {
        keep(await api.delete<Quote>(`/quotes/${quote.id}/scheduled-send`, { version: quote.version }));
        notify.done(t('sending:done.cancelled'));
      }}
    />
  );
}
