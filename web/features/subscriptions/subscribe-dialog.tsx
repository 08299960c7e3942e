import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quoteSubscribeBody } from '#domain/subscriptions.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { bodyOf } from '#web/components/form/use-record-form.ts';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated, type Subscription } from './subscription.ts';
import { rhythmFields } from './subscription-fields.ts';

type Props = {
  quote: { id: string; version: number; title: string; total: string; currency: string };
  opened: boolean;
  close: () => void;
};

const fields: Field[] = [
  ...rhythmFields,
  { key: 'startDate', label: 'subscriptions:field.startDate', type: 'date', required: true },
  { key: 'trialEndDate', label: 'subscriptions:field.trialEndDate', type: 'date' },
  { key: 'endDate', label: 'subscriptions:field.endDate', type: 'date', help: 'subscriptions:help.endDate' },
  { key: 'autoIssue', label: 'subscriptions:field.autoIssue', type: 'checkbox' },
];

/** Makes a subscription of an accepted quote: what the customer accepted is the price of one period. */
export function SubscribeDialog({ quote, opened, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [values, setValues] = useState<Values>({
    interval: 'month',
    intervalCount: 1,
    startDate: localToday(),
    autoIssue: false,
  });
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('subscriptions:subscribe.title', { title: isolated(quote.title) })}
      effects={[
        t('subscriptions:subscribe.price', { total: isolated(format.money(quote.total, quote.currency)) }),
        t('subscriptions:subscribe.instead'),
      ]}
      confirm={t('subscriptions:act.subscribe')}
      check={() => problemsOf(quoteSubscribeBody, bodyOf(values))}
      run={async ({ idempotencyKey }) => {
        const { subscription } = await api.post<{ subscription: Subscription }>(
          `/quotes/${quote.id}/convert-to-subscription`,
          bodyOf(values),
          { version: quote.version, idempotencyKey },
        );
        await navigate({ to: recordPath('subscription', subscription.id) });
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={fields}
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
