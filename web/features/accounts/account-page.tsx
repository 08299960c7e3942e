import { IconTargetArrow, IconUserPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type AccountStatus, accountPatch } from '#domain/accounts.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import { OptionLabel } from '#web/components/option-label.tsx';
import type { RecordAct, RecordActs, RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { RelatedList } from '#web/components/record/related-list.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelated } from '#web/components/record/use-related.ts';
import { contactColumns } from '#web/features/contacts/contact-columns.ts';
import { invoiceColumns, type RelatedInvoice } from '#web/features/opportunities/invoice-columns.ts';
import { opportunityColumns } from '#web/features/opportunities/opportunity-columns.ts';
import { quoteColumns } from '#web/features/opportunities/quote-columns.ts';
import type { Account } from './account.ts';
import { recordGroups } from './account-fields.ts';
import { AccountSide } from './account-side.tsx';

const otherStatus: Record<AccountStatus, AccountStatus[]> = {
  active: ['inactive'],
  inactive: ['active'],
  archived: [],
};

const accountRecord: Omit<RecordDeclaration<Account>, 'tabs'> = {
  kind: 'account',
  title: (account) => account.name,
  subtitle: (account) =>
    account.accountType && <OptionLabel list="account_type" value={account.accountType} />,
  status: {
    moves: (account) => otherStatus[account.status],
    path: (account) => `/accounts/${account.id}`,
    method: 'patch',
    body: (status) => ({ status }),
    capability: 'crm.accounts.edit',
    ability: 'edit',
  },
  fields: recordGroups,
  schema: accountPatch,
  side: (account) => <AccountSide account={account} />,
};

/** What a new record made from here starts with. Nothing new is hung on an archived account. */
function givenBy(account: Account): Record<string, string> | undefined {
  return account.archivedAt ? undefined : { accountId: account.id, ...placedLike(account) };
}

/** What hangs on the account, a tab each. */
function useTabs(id: string): RecordTab<Account>[] {
  const filter = { accountId: id };
  const contacts = useRelated('contact', filter);
  const opportunities = useRelated('opportunity', filter);
  const quotes = useRelated('quote', filter);
  const invoices = useRelated<RelatedInvoice>('invoice', filter);
  return [
    {
      key: 'contacts',
      label: 'kinds:contact.many',
      count: contacts.count,
      shown: contacts.sees,
      render: (account) => (
        <RelatedList
          kind="contact"
          filter={filter}
          columns={contactColumns}
          given={givenBy(account)}
          createLabel="accounts:act.addContact"
          emptyText="accounts:empty.contacts"
        />
      ),
    },
    {
      key: 'opportunities',
      label: 'kinds:opportunity.many',
      count: opportunities.count,
      shown: opportunities.sees,
      render: (account) => (
        <RelatedList
          kind="opportunity"
          filter={filter}
          columns={opportunityColumns}
          given={givenBy(account)}
          emptyText="accounts:empty.opportunities"
        />
      ),
    },
    {
      key: 'quotes',
      label: 'kinds:quote.many',
      count: quotes.count,
      shown: quotes.sees,
      render: (account) => (
        <RelatedList
          kind="quote"
          filter={filter}
          columns={quoteColumns}
          given={givenBy(account)}
          emptyText="accounts:empty.quotes"
        />
      ),
    },
    {
      key: 'invoices',
      label: 'kinds:invoice.many',
      count: invoices.count,
      shown: invoices.sees,
      render: () => (
        <RelatedList
          kind="invoice"
          filter={filter}
          columns={invoiceColumns}
          emptyText="accounts:empty.invoices"
        />
      ),
    },
    {
      key: 'timeline',
      label: 'common:tab.timeline',
      render: (account) => <Timeline kind="account" id={account.id} />,
    },
  ];
}

function useAccountActs(account: Account): RecordActs {
  const opportunity = useCreate('opportunity');
  const contact = useCreate('contact');
  const given = givenBy(account);
  if (!given) return {};
  const act = (key: string, label: string, icon: RecordAct['icon'], create: typeof contact): RecordAct[] =>
    create ? [{ key, label, icon, run: () => create(given) }] : [];
  return {
    primary: act('opportunity', 'kinds:opportunity.create', IconTargetArrow, opportunity)[0],
    more: act('contact', 'accounts:act.addContact', IconUserPlus, contact),
  };
}

export function AccountPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tabs = useTabs(id);
  return <RecordPage declaration={{ ...accountRecord, tabs }} id={id} useActs={useAccountActs} />;
}
