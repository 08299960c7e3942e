import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refundBody } from '#domain/invoices.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { bodyOf } from '#web/components/form/use-record-form.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { overMost } from './inputs.tsx';

const fields: Field[] = [
  { key: 'amount', label: 'invoices:pay.amount', type: 'money', currencyKey: 'currency', required: true },
  { key: 'date', label: 'invoices:refund.date', type: 'date', required: true },
  {
    key: 'method',
    label: 'invoices:pay.method',
    type: 'option',
    optionList: 'payment_method',
    free: true,
    required: true,
  },
  { key: 'reference', label: 'invoices:pay.reference', type: 'text' },
];

type Props = {
  /** `/payments/{id}/refund` or `/credits/{id}/refund`. */
  path: string;
  title: string;
  effects: string[];
  most: string;
  currency: string;
  method?: string;
  close: () => void;
};

/** Money that goes back to the customer, of a payment or of their credit. */
export function RefundDialog({
  path,
  title,
  effects,
  most,
  currency,
  method = 'bank_transfer',
  close,
}: Props) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [values, setValues] = useState<Values>({ amount: most, date: localToday(), method, reference: '' });
  return (
    <ActDialog
      opened
      close={close}
      title={title}
      effects={effects}
      confirm={t('invoices:act.refund')}
      danger
      check={() => {
        const found = problemsOf(refundBody, bodyOf(values));
        return found.length > 0 ? found : overMost(values.amount, most, currency);
      }}
      run={async ({ idempotencyKey }) => {
        await api.post(path, bodyOf(values), { idempotencyKey });
        await queryClient.invalidateQueries({ queryKey: ['invoice'] });
        void queryClient.invalidateQueries({ queryKey: ['payment'] });
        notify.done(t('invoices:refund.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={fields}
          values={{ ...values, currency }}
          errorAt={errorAt}
          set={(key, value) => {
            if (key === 'currency') return;
            setValues((before) => ({ ...before, [key]: value }));
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
