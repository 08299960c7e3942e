import { useMemo } from 'react';
import { leadPatch } from '#domain/leads.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import { ViewSwitch } from '#web/components/view-switch.tsx';
import { type Lead, leadName } from './lead.ts';
import { LeadBulk } from './lead-bulk.tsx';
import { recordGroups } from './lead-fields.ts';
import { useLeadFilters } from './lead-filters.ts';

const leadList: ListDeclaration<Lead> = {
  kind: 'lead',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'leads:field.name', width: 168, value: leadName, sort: true },
    { key: 'companyName', label: 'leads:field.companyName', width: 156 },
    { key: 'status', label: 'leads:field.status', type: 'stage', width: 120 },
    {
      key: 'quality',
      label: 'leads:field.quality',
      type: 'status',
      statusKind: 'quality',
      width: 84,
    },
    { key: 'source', label: 'leads:field.source', type: 'option', optionList: 'lead_source', width: 100 },
    { key: 'email', label: 'leads:field.email', type: 'code', width: 156 },
    { key: 'phone', label: 'leads:field.phone', type: 'code', width: 150, hidden: true },
    { key: 'jobTitle', label: 'leads:field.jobTitle', width: 140, hidden: true },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140 },
    { key: 'nextActionDate', label: 'leads:field.nextActionDate', type: 'date', width: 112, sort: true },
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
  schema: leadPatch,
  filters: [],
  card: ['name', 'status', 'companyName', 'createdAt'],
  views: <ViewSwitch kind="lead" />,
  bulk: (context) => <LeadBulk {...context} />,
};

export function LeadList() {
  const filters = useLeadFilters();
  const declaration = useMemo(() => ({ ...leadList, filters }), [filters]);
  return <ListPage declaration={declaration} />;
}
