import { approvalStatuses } from '#domain/approvals.ts';
import { quotePatch, quoteStatuses } from '#domain/quotes.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Quote } from './quote.ts';
import { listGroups } from './quote-fields.ts';

const quoteList: ListDeclaration<Quote> = {
  kind: 'quote',
  defaultSort: '-createdAt',
  columns: [
    { key: 'title', label: 'quotes:field.title', width: 192, sort: true },
    { key: 'number', label: 'quotes:field.number', type: 'code', width: 140 },
    { key: 'status', label: 'quotes:field.status', type: 'status', width: 112 },
    { key: 'accountId', label: 'kinds:account.one', type: 'link', linkKind: 'account', width: 170 },
    {
      key: 'opportunityId',
      label: 'kinds:opportunity.one',
      type: 'link',
      linkKind: 'opportunity',
      width: 170,
      hidden: true,
    },
    {
      key: 'total',
      label: 'quotes:field.total',
      type: 'money',
      value: (quote) => quote.amount ?? quote.total,
      width: 130,
    },
    { key: 'validUntil', label: 'quotes:field.validUntil', type: 'date', width: 140 },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 150 },
    { key: 'versionNumber', label: 'quotes:field.version', type: 'number', width: 84, hidden: true },
    { key: 'reference', label: 'quotes:field.reference', width: 120, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 150, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
    {
      key: 'updatedAt',
      label: 'common:field.updatedAt',
      type: 'relative',
      width: 116,
      sort: true,
      hidden: true,
    },
  ],
  fields: listGroups,
  schema: quotePatch,
  filters: [
    {
      key: 'status',
      label: 'quotes:field.status',
      type: 'choice',
      choices: quoteStatuses,
      words: 'status:quote',
    },
    {
      key: 'approval',
      label: 'approvals:title',
      type: 'choice',
      choices: ['mine', ...approvalStatuses],
      words: 'approvals:filter',
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'accountId', label: 'kinds:account.one', type: 'record', recordKind: 'account' },
    { key: 'opportunityId', label: 'kinds:opportunity.one', type: 'record', recordKind: 'opportunity' },
    { key: 'validUntil', label: 'quotes:field.validUntil', type: 'date' },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
  ],
  card: ['title', 'status', 'accountId', 'total'],
};

export function QuoteList() {
  return <ListPage declaration={quoteList} />;
}
