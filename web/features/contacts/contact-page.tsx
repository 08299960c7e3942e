import { Text } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ContactStatus, contactPatch } from '#domain/contacts.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import type { RecordActs, RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { PossibleDoubles } from '#web/components/record/possible-doubles.tsx';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelatedTab } from '#web/components/record/use-related-tab.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { When } from '#web/components/when.tsx';
import type { Opportunity } from '#web/features/opportunities/opportunity.ts';
import { opportunityColumns } from '#web/features/opportunities/opportunity-columns.ts';
import { quoteColumns, type RelatedQuote } from '#web/features/opportunities/quote-columns.ts';
import { ConsentTab } from '#web/features/profiles/consent-tab.tsx';
import type { Contact } from './contact.ts';
import { contactGroups } from './contact-fields.ts';

const otherStatus: Record<ContactStatus, ContactStatus[]> = {
  active: ['inactive'],
  inactive: ['active'],
  archived: [],
};

const contactRecord: Omit<RecordDeclaration<Contact>, 'tabs'> = {
  kind: 'contact',
  title: (contact) => contact.name,
  subtitle: (contact) => <Subtitle contact={contact} />,
  status: {
    moves: (contact) => otherStatus[contact.status],
    path: (contact) => `/contacts/${contact.id}`,
    method: 'patch',
    body: (status) => ({ status }),
    capability: 'crm.contacts.edit',
    ability: 'edit',
  },
  fields: contactGroups,
  schema: contactPatch,
  side: (contact) => <ContactSide contact={contact} />,
};

/** The post, and the account as a link. */
function Subtitle({ contact }: { contact: Contact }) {
  const { jobTitle, accountId, names } = contact;
  if (!accountId) return <bdi>{jobTitle}</bdi>;
  return (
    <>
      {jobTitle && (
        <>
          <bdi>{jobTitle}</bdi>
          {' · '}
        </>
      )}
      <RecordLink kind="account" id={accountId} text={names?.accountId} />
    </>
  );
}

function ContactSide({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  return (
    <>
      <SidePanel title={t('contacts:field.lastContactedAt')}>
        {contact.lastContactedAt ? (
          <When at={contact.lastContactedAt} />
        ) : (
          <Text inherit c="dimmed">
            {t('contacts:side.never')}
          </Text>
        )}
      </SidePanel>
      {!contact.archivedAt && <PossibleDoubles kind="contact" id={contact.id} />}
      <RecordDates item={contact} />
    </>
  );
}

/** What a new record made from here starts with: this person, and the account that they belong to. */
function givenBy(contact: Contact): Record<string, string> | undefined {
  const { id, accountId, archivedAt } = contact;
  if (archivedAt) return undefined;
  return { contactId: id, ...(accountId ? { accountId } : {}), ...placedLike(contact) };
}

function useTabs(id: string): RecordTab<Contact>[] {
  const filter = { contactId: id };
  const opportunities = useRelatedTab<Contact, Opportunity>({
    kind: 'opportunity',
    filter,
    columns: opportunityColumns,
    given: givenBy,
    emptyText: 'contacts:empty.opportunities',
  });
  const quotes = useRelatedTab<Contact, RelatedQuote>({
    kind: 'quote',
    filter,
    columns: quoteColumns,
    given: givenBy,
    emptyText: 'contacts:empty.quotes',
  });
  const timeline: RecordTab<Contact> = {
    key: 'timeline',
    label: 'common:tab.timeline',
    render: (contact) => <Timeline kind="contact" id={contact.id} />,
  };
  const consent: RecordTab<Contact> = {
    key: 'consent',
    label: 'profiles:consent.title',
    render: (contact) => <ConsentTab kind="contact" id={contact.id} live={!contact.archivedAt} />,
  };
  return [timeline, opportunities, quotes, consent];
}

function useContactActs(contact: Contact): RecordActs {
  const create = useCreate('opportunity');
  const given = givenBy(contact);
  if (!create || !given) return {};
  return {
    primary: {
      key: 'opportunity',
      label: 'kinds:opportunity.create',
      icon: IconTargetArrow,
      run: () => create(given),
    },
  };
}

export function ContactPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tabs = useTabs(id);
  return <RecordPage declaration={{ ...contactRecord, tabs }} id={id} useActs={useContactActs} />;
}
