import { useTranslation } from 'react-i18next';
import { creditNoteStatuses } from '#domain/credit-notes.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { CreditNote } from './credit-note.ts';

const list = (draft: string): ListDeclaration<CreditNote> => ({
  kind: 'credit_note',
  defaultSort: '-createdAt',
  columns: [
    { key: 'number', label: 'credit-notes:field.number', width: 150, value: ({ number }) => number ?? draft },
    { key: 'status', label: 'credit-notes:field.status', type: 'status', width: 120 },
    { key: 'invoiceId', label: 'kinds:invoice.one', type: 'link', linkKind: 'invoice', width: 150 },
    { key: 'accountId', label: 'kinds:account.one', type: 'link', linkKind: 'account', width: 190 },
    { key: 'reason', label: 'credit-notes:field.reason', width: 200 },
    { key: 'creditDate', label: 'credit-notes:field.creditDate', type: 'date', width: 140 },
    { key: 'total', label: 'credit-notes:field.total', type: 'money', width: 130 },
    { key: 'applied', label: 'credit-notes:field.applied', type: 'money', width: 130, hidden: true },
    { key: 'kept', label: 'credit-notes:field.kept', type: 'money', width: 130, hidden: true },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 150, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 150, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
  ],
  filters: [
    {
      key: 'status',
      label: 'credit-notes:field.status',
      type: 'choice',
      choices: creditNoteStatuses,
      words: 'status:credit_note',
    },
    { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
    { key: 'creditDate', label: 'credit-notes:field.creditDate', type: 'date' },
  ],
  card: ['number', 'status', 'accountId', 'total'],
});

export function CreditNoteList() {
  const { t } = useTranslation();
  return <ListPage declaration={list(t('status:credit_note.draft'))} />;
}
