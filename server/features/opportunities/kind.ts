import { type OpportunityStage, opportunityStages, stageProbability } from '#domain/opportunities.ts';
import { may } from '#platform/access/can.ts';
import { type RecordKind, recordKind } from '#records/kind.ts';

export const opportunityKind: RecordKind = recordKind({
  name: 'opportunity',
  table: 'opportunity',
  path: '/opportunities',
  module: 'crm',
  capability: 'crm.opportunities',
  titleColumn: 'name',
  subtitleColumn: 'stage',
  searchable: true,
  fields: {
    name: { type: 'text', sort: 'required' },
    description: { type: 'text' },
    amount: { type: 'money', currency: 'currency' },
    currency: { type: 'text', filter: true },
    probability: { type: 'integer', filter: true },
    expectedCloseDate: { type: 'date', filter: true, sort: 'nullable' },
    stage: { type: 'choice', values: opportunityStages, filter: true, readOnly: true },
    stageChangedAt: { type: 'instant', readOnly: true },
    closedAt: { type: 'instant', filter: true, readOnly: true },
    lostReason: { type: 'text', readOnly: true },
    nextStep: { type: 'text' },
    leadId: { type: 'link', to: 'lead', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    campaignId: { type: 'link', to: 'campaign', filter: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.name as string, row.nextStep as string | null],
  dependents: [{ table: 'quote', column: 'opportunityId', kind: 'quote' }],
  prepare: (_call, merged) => ({ probability: merged.probability ?? stageProbability.new }),
  abilities(call, row) {
    const open = !['won', 'lost'].includes(row.stage as OpportunityStage);
    const live = row.archivedAt === null;
    return {
      move: live && open && may(call, 'crm.opportunities.edit', row),
      markWon: live && open && may(call, 'crm.opportunities.mark_won', row),
      markLost: live && open && may(call, 'crm.opportunities.mark_lost', row),
      reopen: live && !open && may(call, 'crm.opportunities.reopen', row),
    };
  },
});
