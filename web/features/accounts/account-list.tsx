import { accountPatch, accountStatuses } from '#domain/accounts.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import type { Account } from './account.ts';
import { recordGroups } from './account-fields.ts';

const accountList: ListDeclaration<Account> = {
  kind: 'account',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'accounts:field.name', width: 200, sort: true },
    {
      key: 'accountType',
      label: 'accounts:field.accountType',
      type: 'option',
      optionList: 'account_type',
      width: 112,
    },
    { key: 'status', label: 'accounts:field.status', type: 'status', width: 96 },
    {
      key: 'industry',
      label: 'accounts:field.industry',
      type: 'option',
      optionList: 'industry',
      width: 150,
    },
    { key: 'email', label: 'accounts:field.email', type: 'code', width: 180 },
    { key: 'phone', label: 'accounts:field.phone', type: 'code', width: 140 },
    {
      key: 'city',
      label: 'common:address.city',
      width: 120,
      value: (account) => account.address?.city,
      hidden: true,
    },
    { key: 'taxNumber', label: 'accounts:field.taxNumber', type: 'code', width: 130, hidden: true },
    {
      key: 'parentAccountId',
      label: 'accounts:field.parentAccountId',
      type: 'link',
      linkKind: 'account',
      width: 160,
      hidden: true,
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140 },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 160, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
    {
      key: 'updatedAt',
      label: 'common:field.updatedAt',
      type: 'relative',
      width: 120,
      sort: true,
      hidden: true,
    },
  ],
  fields: recordGroups,
  schema: accountPatch,
  filters: [
    {
      key: 'accountType',
      label: 'accounts:field.accountType',
      type: 'choice',
      optionList: 'account_type',
    },
    {
      key: 'status',
      label: 'accounts:field.status',
      type: 'choice',
      choices: accountStatuses.filter((status) => status !== 'archived'),
      words: 'status:account',
    },
    { key: 'industry', label: 'accounts:field.industry', type: 'choice', optionList: 'industry' },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    {
      key: 'parentAccountId',
      label: 'accounts:field.parentAccountId',
      type: 'record',
      recordKind: 'account',
    },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
    { key: 'archived', label: 'common:record.archived', type: 'boolean' },
  ],
  card: ['name', 'status', 'accountType', 'ownerId'],
};

export function AccountList() {
  return <ListPage declaration={accountList} />;
}
