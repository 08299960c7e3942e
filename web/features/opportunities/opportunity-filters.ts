import { useMemo } from 'react';
import { opportunityStages } from '#domain/opportunities.ts';
import type { ListFilter } from '#web/components/list/declare.ts';
import { usePipelineFilters } from '#web/components/list/pipeline-filters.ts';

const meaning: ListFilter[] = [
  {
    key: 'stage',
    label: 'pipelines:field.meaning',
    type: 'choice',
    choices: opportunityStages,
    words: 'status:opportunity',
  },
];

/** What narrows a board as well as a list. */
const plain: ListFilter[] = [
  { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  { key: 'accountId', label: 'opportunities:field.accountId', type: 'record', recordKind: 'account' },
  { key: 'contactId', label: 'opportunities:field.contactId', type: 'record', recordKind: 'contact' },
  { key: 'campaignId', label: 'opportunities:field.campaignId', type: 'record', recordKind: 'campaign' },
  { key: 'expectedCloseDate', label: 'opportunities:field.expectedCloseDate', type: 'date' },
  { key: 'closedAt', label: 'opportunities:field.closedAt', type: 'instant' },
  { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
];

const archived: ListFilter = { key: 'archived', label: 'common:record.archived', type: 'boolean' };

/** The filters of the list of opportunities. */
export function useOpportunityFilters(): ListFilter[] {
  const places = usePipelineFilters('opportunity');
  return useMemo(() => [...places, ...meaning, ...plain, archived], [places]);
}

export const boardFilters: ListFilter[] = plain;
