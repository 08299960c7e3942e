import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatMinor, parseMinor, roundRatio } from '#domain/money.ts';
import { isClosedStage } from '#domain/opportunities.ts';
import { Money } from '#web/components/money.tsx';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useSees } from '#web/components/record/use-related.ts';
import { When } from '#web/components/when.tsx';
import type { Contact } from '#web/features/contacts/contact.ts';
import { ContactCard } from '#web/features/contacts/contact-card.tsx';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './opportunities.module.css';
import type { Opportunity } from './opportunity.ts';
import { ReceivablesPanel } from './receivables-panel.tsx';

/** What the deal is worth, whom it is about, and what of it has been paid. */
export function OpportunitySide({ opportunity }: { opportunity: Opportunity }) {
  const { t } = useTranslation();
  return (
    <>
      {opportunity.stage === 'lost' && (
        <SidePanel title={t('opportunities:field.lostReason')}>
          <Text inherit c={opportunity.lostReason ? undefined : 'dimmed'} style={{ whiteSpace: 'pre-wrap' }}>
            <bdi>{opportunity.lostReason ?? t('opportunities:side.noReason')}</bdi>
          </Text>
        </SidePanel>
      )}
      <Value opportunity={opportunity} />
      {opportunity.contactId && <Person id={opportunity.contactId} />}
      <ReceivablesPanel path={`/opportunities/${opportunity.id}`} />
      <RecordDates item={opportunity} />
    </>
  );
}

/** The amount times its probability, rounded to the minor unit as the board's sums are. */
function weightedOf({ amount, currency, probability }: Opportunity): string | null {
  const parsed = amount === null ? null : parseMinor(amount, currency);
  if (!parsed?.ok) return null;
  return formatMinor(roundRatio(parsed.value * BigInt(probability), 100n), currency);
}

function Value({ opportunity }: { opportunity: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { amount, currency, probability, stage, stageChangedAt } = opportunity;
  return (
    <SidePanel title={t('opportunities:side.value')}>
      <div className={classes.figure}>
        <Money amount={amount} currency={currency} />
      </div>
      {amount && !isClosedStage(stage) && (
        <Text inherit c="dimmed">
          {t('opportunities:side.weighted', { probability: format.percent(String(probability)) })}{' '}
          <Money amount={weightedOf(opportunity)} currency={currency} />
        </Text>
      )}
      <Text inherit c="dimmed">
        {t('opportunities:side.since', { stage: t(`status:opportunity.${stage}`) })}{' '}
        <When at={stageChangedAt} />
      </Text>
    </SidePanel>
  );
}

function Person({ id }: { id: string }) {
  const { t } = useTranslation();
  const sees = useSees()('contact');
  const contact = useQuery({
    queryKey: ['contact', 'record', id],
    queryFn: ({ signal }) => api.get<Contact>(`/contacts/${id}`, { signal }),
    enabled: sees,
  });
  if (!contact.data) return null;
  return (
    <SidePanel title={t('kinds:contact.one')}>
      <ContactCard contact={contact.data} />
    </SidePanel>
  );
}
