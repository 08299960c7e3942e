import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PossibleDoubles } from '#web/components/record/possible-doubles.tsx';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useRelated } from '#web/components/record/use-related.ts';
import type { Contact } from '#web/features/contacts/contact.ts';
import { ContactCard } from '#web/features/contacts/contact-card.tsx';
import { AccountCredit } from '#web/features/invoices/account-credit.tsx';
import { PaidPanel } from '#web/features/opportunities/paid-panel.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import type { Account } from './account.ts';

/** What one wants to know of a customer at a glance: whom to call, what they owe, and whether they are known twice. */
export function AccountSide({ account }: { account: Account }) {
  return (
    <>
      <PrimaryContact accountId={account.id} />
      <PaidPanel filter={{ accountId: account.id }} />
      <AccountCredit accountId={account.id} />
      <Branches accountId={account.id} />
      {!account.archivedAt && <PossibleDoubles kind="account" id={account.id} />}
      <RecordDates item={account} />
    </>
  );
}

function PrimaryContact({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { items, sees, isSuccess } = useRelated<Contact>('contact', { accountId, isPrimary: 'true' });
  const primary = items[0];
  if (!sees || !isSuccess) return null;
  return (
    <SidePanel title={t('accounts:side.primary')}>
      {primary ? (
        <ContactCard contact={primary} />
      ) : (
        <Text inherit c="dimmed">
          {t('accounts:side.noPrimary')}
        </Text>
      )}
    </SidePanel>
  );
}

/** The accounts below this one. */
function Branches({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { items } = useRelated<Account>('account', { parentAccountId: accountId });
  if (items.length === 0) return null;
  return (
    <SidePanel title={t('accounts:side.below')}>
      <Stack gap={6}>
        {items.map((below) => (
          <Anchor key={below.id} inherit component={Link} to={recordPath('account', below.id)}>
            <bdi>{below.name}</bdi>
          </Anchor>
        ))}
      </Stack>
    </SidePanel>
  );
}
