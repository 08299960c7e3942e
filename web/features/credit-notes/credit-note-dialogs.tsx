import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditNoteIssueBody, creditNotePatch } from '#domain/credit-notes.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { isolated, ReasonInput } from '#web/features/invoices/inputs.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { CreditNote } from './credit-note.ts';

export type CreditNoteAct = 'issue' | 'change' | 'send';
type Props = { note: CreditNote; act: CreditNoteAct | null; close: () => void };

/** The dialogs of a credit note: issuing it, and changing what its draft says. */
export function CreditNoteDialogs(props: Props) {
  const key = `${props.note.version}.${props.act}`;
  return (
    <>
      <IssueDialog key={`issue.${key}`} {...props} />
      <ChangeDialog key={`change.${key}`} {...props} />
    </>
  );
}

const dateField: Field = {
  key: 'creditDate',
  label: 'credit-notes:field.creditDate',
  type: 'date',
  required: true,
  wide: true,
};

function IssueDialog({ note, act, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const keep = useKeepRecord('credit_note');
  const queryClient = useQueryClient();
  const [creditDate, setCreditDate] = useState<unknown>(note.creditDate ?? localToday());
  const body: Values = { creditDate };
  return (
    <ActDialog
      opened={act === 'issue'}
      close={close}
      title={t('credit-notes:issue.title', { number: isolated(note.invoiceNumber) })}
      effects={[
        t('credit-notes:issue.number'),
        t('credit-notes:issue.settles', { total: isolated(format.money(note.total, note.currency)) }),
        t('credit-notes:issue.final'),
      ]}
      confirm={t('credit-notes:act.issue')}
      check={() => problemsOf(creditNoteIssueBody, body)}
      run={async ({ idempotencyKey }) => {
        const options = { version: note.version, idempotencyKey };
        const issued = await api.post<CreditNote>(`/credit-notes/${note.id}/issue`, body, options);
        keep(issued);
        void queryClient.invalidateQueries({ queryKey: ['invoice'] });
        void queryClient.invalidateQueries({ queryKey: ['payment'] });
        notify.done(t('credit-notes:issue.done', { number: isolated(issued.number ?? '') }));
      }}
    >
      {({ errorAt, typed }) => (
        <Inputs
          fields={[dateField]}
          values={body}
          errorAt={errorAt}
          set={(_, value) => {
            setCreditDate(value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

const changeFields: Field[] = [
  { ...dateField, required: false, wide: false },
  { key: 'reference', label: 'credit-notes:field.reference', type: 'text' },
];

function ChangeDialog({ note, act, close }: Props) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('credit_note');
  const [values, setValues] = useState<Values>({
    reason: note.reason,
    creditDate: note.creditDate,
    reference: note.reference ?? '',
  });
  const body: Values = { ...values, reason: String(values.reason ?? '').trim() };
  const set = (key: string, value: unknown) => setValues((before) => ({ ...before, [key]: value }));
  return (
    <ActDialog
      opened={act === 'change'}
      close={close}
      title={t('credit-notes:change.title')}
      effects={[t('credit-notes:change.lines')]}
      confirm={t('common:act.save')}
      check={() => problemsOf(creditNotePatch, body)}
      run={async () => {
        keep(await api.patch<CreditNote>(`/credit-notes/${note.id}`, body, { version: note.version }));
        notify.done(t('credit-notes:change.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <>
          <ReasonInput
            value={String(values.reason ?? '')}
            error={errorAt('reason')}
            onChange={(next) => {
              set('reason', next);
              typed();
            }}
          />
          <Inputs
            fields={changeFields}
            values={values}
            errorAt={errorAt}
            set={(key, value) => {
              set(key, value);
              typed();
            }}
          />
        </>
      )}
    </ActDialog>
  );
}
