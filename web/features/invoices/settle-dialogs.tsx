import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyCreditBody, writeOffBody, writeOffReversalBody } from '#domain/invoices.ts';
import { formatMinor, toMinor } from '#domain/money.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import type { Field, Values } from '#web/components/form/field.ts';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { CreditDialog } from './credit-dialog.tsx';
import { isolated, overMost, ReasonInput } from './inputs.tsx';
import type { DialogProps, Invoice } from './invoice.ts';

const amountField: Field = {
  key: 'amount',
  label: 'invoices:pay.amount',
  type: 'money',
  currencyKey: 'currency',
  required: true,
  wide: true,
};

/** Sends an act on an invoice, keeps what came back, and lets what hangs on it be read again. */
function useSettle(invoice: Invoice) {
  const keep = useKeepRecord('invoice');
  const queryClient = useQueryClient();
  return async (verb: string, body: Values, idempotencyKey: string) => {
    const options = { version: invoice.version, idempotencyKey };
    keep(await api.post<Invoice>(`/invoices/${invoice.id}/${verb}`, body, options));
    void queryClient.invalidateQueries({ queryKey: ['payment'] });
  };
}

/** What settles an invoice without a payment: credit, a credit note, a write-off, and taking that back. */
export function SettleDialogs(props: DialogProps) {
  return (
    <>
      <ApplyDialog {...props} />
      <CreditDialog {...props} />
      <WriteOffDialog {...props} />
      <ReverseDialog {...props} />
    </>
  );
}

function ApplyDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const settle = useSettle(invoice);
  const { currency, balance } = invoice;
  const available = invoice.creditAvailable ?? formatMinor(0n, currency);
  const least = toMinor(available, currency) < toMinor(balance, currency) ? available : balance;
  const [amount, setAmount] = useState<unknown>(least);
  const body: Values = { amount };
  return (
    <ActDialog
      opened={act === 'applyCredit'}
      close={close}
      title={t('invoices:applyCredit.title', { number: isolated(invoice.number ?? '') })}
      effects={[
        t('invoices:applyCredit.available', { amount: isolated(format.money(available, currency)) }),
        t('invoices:applyCredit.oldest'),
      ]}
      confirm={t('invoices:act.applyCredit')}
      check={() => {
        const found = problemsOf(applyCreditBody, body);
        return found.length > 0 ? found : overMost(amount, least, currency);
      }}
      run={async ({ idempotencyKey }) => {
        await settle('apply-credit', body, idempotencyKey);
        notify.done(t('invoices:applyCredit.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={[amountField]}
          values={{ ...body, currency }}
          errorAt={errorAt}
          set={(key, value) => {
            if (key !== 'amount') return;
            setAmount(value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

function WriteOffDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const settle = useSettle(invoice);
  const { currency, balance } = invoice;
  const [amount, setAmount] = useState<unknown>(balance);
  const [reason, setReason] = useState('');
  const body: Values = { amount, reason: reason.trim() };
  return (
    <ActDialog
      opened={act === 'writeOff'}
      close={close}
      title={t('invoices:writeOff.title', { number: isolated(invoice.number ?? '') })}
      effects={[
        t('invoices:writeOff.due', { amount: isolated(format.money(balance, currency)) }),
        t('invoices:writeOff.back'),
      ]}
      confirm={t('invoices:act.writeOff')}
      danger
      check={() => {
        const found = problemsOf(writeOffBody, body);
        return found.length > 0 ? found : overMost(amount, balance, currency);
      }}
      run={async ({ idempotencyKey }) => {
        await settle('write-off', body, idempotencyKey);
        notify.done(t('invoices:writeOff.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <>
          <ReasonInput
            value={reason}
            error={errorAt('reason')}
            onChange={(next) => {
              setReason(next);
              typed();
            }}
          />
          <Inputs
            fields={[amountField]}
            values={{ amount, currency }}
            errorAt={errorAt}
            set={(key, value) => {
              if (key !== 'amount') return;
              setAmount(value);
              typed();
            }}
          />
        </>
      )}
    </ActDialog>
  );
}

function ReverseDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const settle = useSettle(invoice);
  const [reason, setReason] = useState('');
  const body: Values = { reason: reason.trim() };
  const amount = isolated(format.money(invoice.writtenOff, invoice.currency));
  return (
    <ActDialog
      opened={act === 'reverseWriteOff'}
      close={close}
      title={t('invoices:reverseWriteOff.title', { number: isolated(invoice.number ?? '') })}
      effects={[t('invoices:reverseWriteOff.due', { amount })]}
      confirm={t('invoices:act.reverseWriteOff')}
      check={() => problemsOf(writeOffReversalBody, body)}
      run={async ({ idempotencyKey }) => {
        await settle('reverse-write-off', body, idempotencyKey);
        notify.done(t('invoices:reverseWriteOff.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <ReasonInput
          value={reason}
          error={errorAt('reason')}
          onChange={(next) => {
            setReason(next);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
