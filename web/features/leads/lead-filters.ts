import { useMemo } from 'react';
import { leadQualities, leadStatuses } from '#domain/leads.ts';
import type { ListFilter } from '#web/components/list/declare.ts';
import { usePipelineFilters } from '#web/components/list/pipeline-filters.ts';

const meaning: ListFilter[] = [
  {
    key: 'status',
    label: 'leads:field.status',
    type: 'choice',
    choices: leadStatuses,
    words: 'status:lead',
  },
];

/** What narrows a board as well as a list. */
export const boardFilters: ListFilter[] = [
  {
    key: 'quality',
    label: 'leads:field.quality',
    type: 'choice',
    choices: leadQualities,
    words: 'status:quality',
  },
  { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  { key: 'source', label: 'leads:field.source', type: 'choice', optionList: 'lead_source' },
  { key: 'nextActionDate', label: 'leads:field.nextActionDate', type: 'date' },
  { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
];

/** The filters of the list of leads. */
export function useLeadFilters(): ListFilter[] {
  const places = usePipelineFilters('lead');
  return useMemo(() => [...meaning, ...places, ...boardFilters], [places]);
}
