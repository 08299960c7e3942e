import { useTranslation } from 'react-i18next';
import { invoiceStatuses } from '#domain/invoices.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import { type Invoice, shownStatus } from './invoice.ts';

const invoiceList = (draft: string): ListDeclaration<Invoice> => ({
  kind: 'invoice',
  defaultSort: '-createdAt',
  columns: [
    {
      key: 'number',
      label: 'invoices:field.number',
      width: 150,
      value: (invoice) => invoice.number ?? invoice.title ?? draft,
    },
    { key: 'status', label: 'invoices:field.status', type: 'status', value: shownStatus, width: 120 },
    { key: 'accountId', label: 'kinds:account.one', type: 'link', linkKind: 'account', width: 190 },
    { key: 'invoiceDate', label: 'invoices:field.invoiceDate', type: 'date', width: 152 },
    { key: 'dueDate', label: 'invoices:field.dueDate', type: 'date', width: 152, sort: true },
    { key: 'total', label: 'invoices:field.total', type: 'money', width: 130 },
    { key: 'balance', label: 'invoices:field.balance', type: 'money', width: 130 },
    { key: 'paid', label: 'invoices:field.paid', type: 'money', width: 130, hidden: true },
    { key: 'title', label: 'invoices:field.title', width: 160, hidden: true },
    { key: 'quoteId', label: 'kinds:quote.one', type: 'link', linkKind: 'quote', width: 150, hidden: true },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 150, hidden: true },
    { key: 'reference', label: 'invoices:field.reference', width: 120, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 150, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
  ],
  filters: [
    {
      key: 'status',
      label: 'invoices:field.status',
      type: 'choice',
      choices: invoiceStatuses,
      words: 'status:invoice',
    },
    { key: 'overdue', label: 'invoices:field.overdue', type: 'boolean' },
    { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'dueDate', label: 'invoices:field.dueDate', type: 'date' },
    { key: 'invoiceDate', label: 'invoices:field.invoiceDate', type: 'date' },
  ],
  card: ['number', 'status', 'accountId', 'balance'],
});

export function InvoiceList() {
  const { t } = useTranslation();
  return <ListPage declaration={invoiceList(t('status:invoice.draft'))} />;
}
