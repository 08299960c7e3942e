import { IconTargetArrow, IconUserPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type AccountStatus, accountPatch } from '#domain/accounts.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import { OptionLabel } from '#web/components/option-label.tsx';
import type { RecordAct, RecordActs, RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelatedTab } from '#web/components/record/use-related-tab.tsx';
import type { Contact } from '#web/features/contacts/contact.ts';
import { contactColumns } from '#web/features/contacts/contact-columns.ts';
import { invoiceColumns, type RelatedInvoice } from '#web/features/opportunities/invoice-columns.ts';
import type { Opportunity } from '#web/features/opportunities/opportunity.ts';
import { opportunityColumns } from '#web/features/opportunities/opportunity-columns.ts';
import { orderColumns, type RelatedOrder } from '#web/features/opportunities/order-columns.ts';
import { quoteColumns, type RelatedQuote } from '#web/features/opportunities/quote-columns.ts';
import { Overview } from '#web/features/profiles/overview.tsx';
import { StatementTab } from '#web/features/receivables/statement-tab.tsx';
import type { Subscription } from '#web/features/subscriptions/subscription.ts';
import { subscriptionColumns } from '#web/features/subscriptions/subscription-columns.ts';
import { useCan } from '#web/platform/session.ts';
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
  const contacts = useRelatedTab<Account, Contact>({
    kind: 'contact',
    filter,
    columns: contactColumns,
    given: givenBy,
    createLabel: 'accounts:act.addContact',
    emptyText: 'accounts:empty.contacts',
  });
  const opportunities = useRelatedTab<Account, Opportunity>({
    kind: 'opportunity',
    filter,
    columns: opportunityColumns,
    given: givenBy,
    emptyText: 'accounts:empty.opportunities',
  });
  const quotes = useRelatedTab<Account, RelatedQuote>({
    kind: 'quote',
    filter,
    columns: quoteColumns,
    given: givenBy,
    emptyText: 'accounts:empty.quotes',
  });
  const orders = useRelatedTab<Account, RelatedOrder>({
    kind: 'order',
    filter,
    columns: orderColumns,
    given: givenBy,
    emptyText: 'orders:empty.account',
  });
  const invoices = useRelatedTab<Account, RelatedInvoice>({
    kind: 'invoice',
    filter,
    columns: invoiceColumns,
    emptyText: 'accounts:empty.invoices',
  });
  const subscriptions = useRelatedTab<Account, Subscription>({
    kind: 'subscription',
    filter,
    columns: subscriptionColumns,
    given: givenBy,
    emptyText: 'subscriptions:empty.account',
  });
  const timeline: RecordTab<Account> = {
    key: 'timeline',
    label: 'common:tab.timeline',
    render: (account) => <Timeline kind="account" id={account.id} />,
  };
  const overview: RecordTab<Account> = {
    key: 'overview',
    label: 'profiles:overview',
    render: (account) => <Overview accountId={account.id} />,
  };
  const statement: RecordTab<Account> = {
    key: 'statement',
    label: 'receivables:statement.tab',
    shown: useCan()('accounting.payments.view'),
    render: (account) => <StatementTab accountId={account.id} />,
  };
  return [overview, timeline, contacts, opportunities, quotes, orders, invoices, statement, subscriptions];
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
