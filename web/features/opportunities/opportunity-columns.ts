import type { ListColumn } from '#web/components/list/declare.ts';
import type { Opportunity } from './opportunity.ts';

/** An opportunity as a row inside another record's page. */
export const opportunityColumns: ListColumn<Opportunity>[] = [
  { key: 'name', label: 'opportunities:field.name', width: 190 },
  { key: 'stage', label: 'opportunities:field.stage', type: 'status', width: 112 },
  { key: 'amount', label: 'opportunities:field.amount', type: 'money', width: 120 },
  { key: 'expectedCloseDate', label: 'opportunities:field.expectedCloseDate', type: 'date', width: 104 },
];
