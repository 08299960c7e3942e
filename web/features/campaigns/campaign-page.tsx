import { IconUserPlus } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignPatch, campaignStatuses } from '#domain/campaigns.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import type { RecordActs, RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelatedTab } from '#web/components/record/use-related-tab.tsx';
import type { Contact } from '#web/features/contacts/contact.ts';
import { contactColumns } from '#web/features/contacts/contact-columns.ts';
import type { Lead } from '#web/features/leads/lead.ts';
import { leadColumns } from '#web/features/leads/lead-columns.ts';
import type { Opportunity } from '#web/features/opportunities/opportunity.ts';
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
  const leads = useRelatedTab<Campaign, Lead>({
    kind: 'lead',
    filter,
    columns: leadColumns,
    given: givenBy,
    emptyText: 'campaigns:empty.leads',
  });
  const opportunities = useRelatedTab<Campaign, Opportunity>({
    kind: 'opportunity',
    filter,
    columns: opportunityColumns,
    given: givenBy,
    emptyText: 'campaigns:empty.opportunities',
  });
  const contacts = useRelatedTab<Campaign, Contact>({
    kind: 'contact',
    filter,
    columns: contactColumns,
    emptyText: 'campaigns:empty.contacts',
  });
  const timeline: RecordTab<Campaign> = {
    key: 'timeline',
    label: 'common:tab.timeline',
    render: (campaign) => <Timeline kind="campaign" id={campaign.id} />,
  };
  return [leads, opportunities, contacts, timeline];
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
