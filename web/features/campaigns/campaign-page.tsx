import { IconUserPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignPatch, campaignStatuses } from '#domain/campaigns.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import type { RecordActs, RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { RelatedList } from '#web/components/record/related-list.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelated } from '#web/components/record/use-related.ts';
import { contactColumns } from '#web/features/contacts/contact-columns.ts';
import { leadColumns } from '#web/features/leads/lead-columns.ts';
import { opportunityColumns } from '#web/features/opportunities/opportunity-columns.ts';
import type { Campaign } from './campaign.ts';
import { campaignGroups } from './campaign-fields.ts';

// Archiving is an act of its own, in the menu.
const typedStatuses = campaignStatuses.filter((status) => status !== 'archived');

const campaignRecord: Omit<RecordDeclaration<Campaign>, 'tabs'> = {
  kind: 'campaign',
  title: (campaign) => campaign.name,
  subtitle: (campaign) => <CampaignTypeName type={campaign.type} />,
  status: {
    moves: (campaign) => typedStatuses.filter((status) => status !== campaign.status),
    path: (campaign) => `/campaigns/${campaign.id}`,
    method: 'patch',
    body: (status) => ({ status }),
    capability: 'crm.campaigns.edit',
    ability: 'edit',
  },
  fields: campaignGroups,
  schema: campaignPatch,
  side: (campaign) => <RecordDates item={campaign} />,
};

function CampaignTypeName({ type }: Pick<Campaign, 'type'>) {
  const { t } = useTranslation();
  return t(`campaigns:type.${type}`);
}

function givenBy(campaign: Campaign): Record<string, string> | undefined {
  return campaign.archivedAt ? undefined : { campaignId: campaign.id, ...placedLike(campaign) };
}

/** Whom the campaign has brought: the people first, then the business. */
function useTabs(id: string): RecordTab<Campaign>[] {
  const filter = { campaignId: id };
  const leads = useRelated('lead', filter);
  const opportunities = useRelated('opportunity', filter);
  const contacts = useRelated('contact', filter);
  return [
    {
      key: 'leads',
      label: 'kinds:lead.many',
      count: leads.count,
      shown: leads.sees,
      render: (campaign) => (
        <RelatedList
          kind="lead"
          filter={filter}
          columns={leadColumns}
          given={givenBy(campaign)}
          emptyText="campaigns:empty.leads"
        />
      ),
    },
    {
      key: 'opportunities',
      label: 'kinds:opportunity.many',
      count: opportunities.count,
      shown: opportunities.sees,
      render: (campaign) => (
        <RelatedList
          kind="opportunity"
          filter={filter}
          columns={opportunityColumns}
          given={givenBy(campaign)}
          emptyText="campaigns:empty.opportunities"
        />
      ),
    },
    {
      key: 'contacts',
      label: 'kinds:contact.many',
      count: contacts.count,
      shown: contacts.sees,
      render: () => (
        <RelatedList
          kind="contact"
          filter={filter}
          columns={contactColumns}
          emptyText="campaigns:empty.contacts"
        />
      ),
    },
    {
      key: 'timeline',
      label: 'common:tab.timeline',
      render: (campaign) => <Timeline kind="campaign" id={campaign.id} />,
    },
  ];
}

function useCampaignActs(campaign: Campaign): RecordActs {
  const create = useCreate('lead');
  const given = givenBy(campaign);
  if (!create || !given) return {};
  return {
    primary: { key: 'lead', label: 'kinds:lead.create', icon: IconUserPlus, run: () => create(given) },
  };
}

export function CampaignPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tabs = useTabs(id);
  return <RecordPage declaration={{ ...campaignRecord, tabs }} id={id} useActs={useCampaignActs} />;
}
