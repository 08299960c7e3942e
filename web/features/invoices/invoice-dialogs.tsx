import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invoiceIssueBody, invoiceVoidBody, paymentBody } from '#domain/invoices.ts';
import { addDays } from '#domain/time-zones.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { bodyOf } from '#web/components/form/use-record-form.ts';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { usePaymentTerms } from '#web/platform/payment-terms.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated, overMost } from './inputs.tsx';
import type { DialogProps, Invoice } from './invoice.ts';
import { SettleDialogs } from './settle-dialogs.tsx';

/** The dialogs of an invoice: each says what will happen before it does. */
export function InvoiceDialogs(props: DialogProps) {
  const key = `${props.invoice.version}.${props.act}`;
  return (
    <>
      <IssueDialog key={`issue.${key}`} {...props} />
      <PayDialog key={`pay.${key}`} {...props} />
      <VoidDialog key={`void.${key}`} {...props} />
      <SettleDialogs key={`settle.${key}`} {...props} />
    </>
  );
}

const issueFields: Field[] = [
  { key: 'invoiceDate', label: 'invoices:field.invoiceDate', type: 'date', required: true },
  { key: 'dueDate', label: 'invoices:field.dueDate', type: 'date', required: true },
];

function IssueDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const keep = useKeepRecord('invoice');
  const term = usePaymentTerms().find(({ id }) => id === invoice.paymentTermId);
  const [typed, setTyped] = useState<Values>({});
  const invoiceDate = String(typed.invoiceDate ?? invoice.invoiceDate ?? localToday());
  // Until it is typed, the due date follows the date of the invoice by the payment term.
  const dueDate = typed.dueDate ?? invoice.dueDate ?? addDays(invoiceDate, term?.days ?? 0);
  const values: Values = { invoiceDate, dueDate };
  return (
    <ActDialog
      opened={act === 'issue'}
      close={close}
      title={t('invoices:issue.title', { account: isolated(invoice.names?.accountId ?? '') })}
      effects={[
        t('invoices:issue.number'),
        t('invoices:issue.final', { total: isolated(format.money(invoice.total, invoice.currency)) }),
        t('invoices:issue.noMail'),
      ]}
      blocked={invoice.lines?.length === 0 ? t('invoices:issue.noLines') : undefined}
      confirm={t('invoices:act.issue')}
      check={() => problemsOf(invoiceIssueBody, values)}
      run={async ({ idempotencyKey }) => {
        const options = { version: invoice.version, idempotencyKey };
        const issued = await api.post<Invoice>(`/invoices/${invoice.id}/issue`, values, options);
        keep(issued);
        notify.done(t('invoices:issue.done', { number: isolated(issued.number ?? '') }));
      }}
    >
      {({ errorAt, typed: touched }) => (
        <Inputs
          fields={issueFields}
          values={values}
          errorAt={errorAt}
          set={(key, value) => {
            setTyped((before) => ({ ...before, [key]: value }));
            touched();
          }}
        />
      )}
    </ActDialog>
  );
}

const payFields: Field[] = [
  {
    key: 'amount',
    label: 'invoices:pay.amount',
    type: 'money',
    required: true,
    errors: { exceeds_balance: 'invoices:pay.tooMuch' },
  },
  { key: 'date', label: 'invoices:pay.date', type: 'date', required: true },
  {
    key: 'method',
    label: 'invoices:pay.method',
    type: 'option',
    optionList: 'payment_method',
    free: true,
    required: true,
  },
  { key: 'reference', label: 'invoices:pay.reference', type: 'text' },
  {
    key: 'keepAsCredit',
    label: 'invoices:pay.keepAsCredit',
    help: 'invoices:pay.keepAsCreditHelp',
    type: 'checkbox',
    wide: true,
  },
];

function PayDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { balance, currency } = invoice;
  const [values, setValues] = useState<Values>({
    amount: balance,
    date: localToday(),
    method: 'bank_transfer',
    reference: '',
    keepAsCredit: false,
  });
  const shown = { ...values, currency };
  const money = (amount: string) => isolated(format.money(amount, currency));
  return (
    <ActDialog
      opened={act === 'pay'}
      close={close}
      title={t('invoices:pay.title', { number: isolated(invoice.number ?? '') })}
      effects={[t('invoices:pay.balance', { balance: money(balance) }), t('invoices:pay.final')]}
      confirm={t('invoices:act.pay')}
      check={() => {
        const found = problemsOf(paymentBody, bodyOf(values));
        if (found.length > 0 || values.keepAsCredit) return found;
        return overMost(values.amount, balance, currency);
      }}
      run={async ({ idempotencyKey }) => {
        await api.post(`/invoices/${invoice.id}/payments`, bodyOf(values), { idempotencyKey });
        await queryClient.invalidateQueries({ queryKey: ['invoice'] });
        void queryClient.invalidateQueries({ queryKey: ['payment'] });
        notify.done(t('kinds:payment.created'));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={payFields.map((field) =>
            field.type === 'money' ? { ...field, currencyKey: 'currency' } : field,
          )}
          values={shown}
          errorAt={errorAt}
          set={(key, value) => {
            // A payment is in the invoice's own currency.
            if (key === 'currency') return;
            setValues((before) => ({ ...before, [key]: value }));
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

function VoidDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('invoice');
  const [reason, setReason] = useState('');
  const body = { reason: reason.trim() };
  return (
    <ActDialog
      opened={act === 'void'}
      close={close}
      title={t('invoices:void.title', { number: isolated(invoice.number ?? '') })}
      effects={[t('invoices:void.nothingDue'), t('invoices:void.keepsNumber'), t('invoices:void.final')]}
      confirm={t('invoices:act.void')}
      danger
      check={() => problemsOf(invoiceVoidBody, body)}
      run={async ({ idempotencyKey }) => {
        const options = { version: invoice.version, idempotencyKey };
        keep(await api.post<Invoice>(`/invoices/${invoice.id}/void`, body, options));
        notify.done(t('invoices:void.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t('invoices:void.reason')}
          withAsterisk
          dir="auto"
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          value={reason}
          error={errorAt('reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
