import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelBody, pauseBody, subscriptionPatch } from '#domain/subscriptions.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { bodyOf } from '#web/components/form/use-record-form.ts';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { ChangePriceDialog } from './change-price-dialog.tsx';
import type { DialogProps } from './dialog-props.ts';
import { isolated, type Subscription } from './subscription.ts';
import { runningFields } from './subscription-fields.ts';

/** The dialogs of a subscription: each says what will happen before it does. */
export function SubscriptionDialogs(props: DialogProps) {
  const key = `${props.subscription.version}.${props.act}`;
  return (
    <>
      <SimpleDialogs {...props} />
      <PauseDialog key={`pause.${key}`} {...props} />
      <CancelDialog key={`cancel.${key}`} {...props} />
      <EditDialog key={`edit.${key}`} {...props} />
      <ChangePriceDialog key={`price.${key}`} {...props} />
    </>
  );
}

/** Starting, resuming and keeping need nothing but a yes. */
function SimpleDialogs({ subscription, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const keep = useKeepRecord('subscription');
  const { id, version, title, total, currency, anchorDate, autoIssue, lines, pause, status } = subscription;
  const names = { title: isolated(title) };
  const send = async (path: string, done: string, idempotencyKey: string, remove = false) => {
    const options = { version, idempotencyKey };
    const url = `/subscriptions/${id}/${path}`;
    keep(
      remove
        ? await api.delete<Subscription>(url, { version })
        : await api.post<Subscription>(url, undefined, options),
    );
    notify.done(t(done));
  };
  const calledOff = status === 'active' && Boolean(pause);
  return (
    <>
      <ActDialog
        opened={act === 'start'}
        close={close}
        title={t('subscriptions:start.title', names)}
        effects={[
          t(anchorDate <= localToday() ? 'subscriptions:start.now' : 'subscriptions:start.later', {
            total: isolated(format.money(total, currency)),
            date: isolated(format.date(anchorDate)),
          }),
          t(autoIssue ? 'subscriptions:start.issues' : 'subscriptions:start.drafts'),
          t('subscriptions:start.fixed'),
        ]}
        blocked={lines?.length === 0 ? t('subscriptions:start.noLines') : undefined}
        confirm={t('subscriptions:act.start')}
        run={({ idempotencyKey }) => send('start', 'subscriptions:start.done', idempotencyKey)}
      />
      <ActDialog
        opened={act === 'resume'}
        close={close}
        title={t(calledOff ? 'subscriptions:resume.callOffTitle' : 'subscriptions:resume.title', names)}
        effects={[t(calledOff ? 'subscriptions:resume.calledOff' : 'subscriptions:resume.text')]}
        confirm={t(calledOff ? 'subscriptions:act.callOff' : 'subscriptions:act.resume')}
        run={({ idempotencyKey }) => send('resume', 'subscriptions:resume.done', idempotencyKey)}
      />
      <ActDialog
        opened={act === 'keep'}
        close={close}
        title={t('subscriptions:keep.title', names)}
        effects={[t('subscriptions:keep.text')]}
        confirm={t('subscriptions:act.keep')}
        run={({ idempotencyKey }) =>
          send('scheduled-cancellation', 'subscriptions:keep.done', idempotencyKey, true)
        }
      />
    </>
  );
}

const pauseFields: Field[] = [
  { key: 'from', label: 'subscriptions:pause.from', type: 'date', required: true },
  {
    key: 'resumeOn',
    label: 'subscriptions:pause.resumeOn',
    type: 'date',
    help: 'subscriptions:pause.resumeHelp',
  },
];

function PauseDialog({ subscription, act, close }: DialogProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('subscription');
  const [values, setValues] = useState<Values>({ from: localToday(), resumeOn: null });
  return (
    <ActDialog
      opened={act === 'pause'}
      close={close}
      title={t('subscriptions:pause.title', { title: isolated(subscription.title) })}
      effects={[t('subscriptions:pause.skips'), t('subscriptions:pause.keepsDays')]}
      confirm={t('subscriptions:act.pause')}
      check={() => problemsOf(pauseBody, bodyOf(values))}
      run={async ({ idempotencyKey }) => {
        const options = { version: subscription.version, idempotencyKey };
        const body = bodyOf(values);
        // Today in the entity's zone, whatever the reader's own date is.
        const sent = body.from === localToday() ? { ...body, from: undefined } : body;
        keep(await api.post<Subscription>(`/subscriptions/${subscription.id}/pause`, sent, options));
        notify.done(t('subscriptions:pause.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={pauseFields}
          values={values}
          errorAt={errorAt}
          set={(key, value) => {
            setValues((before) => ({ ...before, [key]: value }));
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

function CancelDialog({ subscription, act, close }: DialogProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('subscription');
  const [at, setAt] = useState<'end' | 'now'>('end');
  const [reason, setReason] = useState('');
  const body = { at, reason: reason.trim() };
  return (
    <ActDialog
      opened={act === 'cancel'}
      close={close}
      title={t('subscriptions:cancel.title', { title: isolated(subscription.title) })}
      effects={[
        t(at === 'now' ? 'subscriptions:cancel.now' : 'subscriptions:cancel.end'),
        t('subscriptions:cancel.keepsInvoices'),
        t(at === 'now' ? 'subscriptions:cancel.final' : 'subscriptions:cancel.undo'),
      ]}
      confirm={t('subscriptions:act.cancel')}
      danger
      check={() => problemsOf(cancelBody, body)}
      run={async ({ idempotencyKey }) => {
        const options = { version: subscription.version, idempotencyKey };
        keep(await api.post<Subscription>(`/subscriptions/${subscription.id}/cancel`, body, options));
        notify.done(t('subscriptions:cancel.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <>
          <Select
            label={t('subscriptions:cancel.when')}
            data={(['end', 'now'] as const).map((value) => ({
              value,
              label: t(`subscriptions:cancel.at.${value}`),
            }))}
            value={at}
            allowDeselect={false}
            onChange={(value) => {
              setAt(value === 'now' ? 'now' : 'end');
              typed();
            }}
          />
          <Textarea
            label={t('subscriptions:cancel.reason')}
            dir="auto"
            autosize
            minRows={2}
            maxLength={1000}
            value={reason}
            error={errorAt('reason')}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              typed();
            }}
          />
        </>
      )}
    </ActDialog>
  );
}

function EditDialog({ subscription, act, close }: DialogProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('subscription');
  const [typedValues, setTyped] = useState<Values>({});
  const values: Values = { ...(subscription as unknown as Values), ...typedValues };
  // What is emptied is sent as nothing, so that an end can be taken away.
  const body = Object.fromEntries(
    Object.entries(typedValues).map(([key, value]) => [key, value === '' ? null : value]),
  );
  return (
    <ActDialog
      opened={act === 'edit'}
      close={close}
      title={t('subscriptions:edit.title', { title: isolated(subscription.title) })}
      effects={[t('subscriptions:edit.text')]}
      confirm={t('common:act.save')}
      check={() => problemsOf(subscriptionPatch, body)}
      run={async () => {
        if (Object.keys(body).length === 0) return;
        const options = { version: subscription.version };
        keep(await api.patch<Subscription>(`/subscriptions/${subscription.id}`, body, options));
        notify.done(t('subscriptions:edit.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={runningFields}
          values={values}
          errorAt={errorAt}
          set={(key, value) => {
            setTyped((before) => ({ ...before, [key]: value }));
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
