import { useMemo } from 'react';
import { opportunityPatch } from '#domain/opportunities.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import { ViewSwitch } from '#web/components/view-switch.tsx';
import type { Opportunity } from './opportunity.ts';
import { recordGroups } from './opportunity-fields.ts';
import { useOpportunityFilters } from './opportunity-filters.ts';

const opportunityList: ListDeclaration<Opportunity> = {
  kind: 'opportunity',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'opportunities:field.name', width: 232, sort: true },
    {
      key: 'accountId',
      label: 'opportunities:field.accountId',
      type: 'link',
      linkKind: 'account',
      width: 160,
    },
    { key: 'stage', label: 'opportunities:field.stage', type: 'stage', width: 124 },
    { key: 'amount', label: 'opportunities:field.amount', type: 'money', width: 128 },
    { key: 'probability', label: 'opportunities:field.probability', type: 'percent', width: 88 },
    {
      key: 'expectedCloseDate',
      label: 'opportunities:field.expectedCloseDate',
      type: 'date',
      width: 120,
      sort: true,
    },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140 },
    { key: 'nextStep', label: 'opportunities:field.nextStep', width: 160, hidden: true },
    {
      key: 'contactId',
      label: 'opportunities:field.contactId',
      type: 'link',
      linkKind: 'contact',
      width: 150,
      hidden: true,
    },
    {
      key: 'campaignId',
      label: 'opportunities:field.campaignId',
      type: 'link',
      linkKind: 'campaign',
      width: 150,
      hidden: true,
    },
    { key: 'closedAt', label: 'opportunities:field.closedAt', type: 'relative', width: 116, hidden: true },
    { key: 'lostReason', label: 'opportunities:field.lostReason', width: 180, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 160, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
  ],
  fields: recordGroups,
  schema: opportunityPatch,
  filters: [],
  card: ['name', 'stage', 'accountId', 'amount'],
  views: <ViewSwitch kind="opportunity" />,
};

export function OpportunityList() {
  const filters = useOpportunityFilters();
  const declaration = useMemo(() => ({ ...opportunityList, filters }), [filters]);
  return <ListPage declaration={declaration} />;
}
