import { type OpportunityStage, opportunityStages } from '#domain/opportunities.ts';
import { may } from '#platform/access/can.ts';
import { recordPlace } from '#records/change-status.ts';
import { type RecordKind, recordKind } from '#records/kind.ts';
import { placeInPipeline, staged } from '#records/stages.ts';
import { closingOf, probabilityAt } from './probability.ts';

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
    pipelineId: { type: 'reference', to: 'pipeline', filter: true },
    stageId: { type: 'reference', to: 'stage', filter: true, readOnly: true },
    closedAt: { type: 'instant', filter: true, readOnly: true },
    lostReason: { type: 'text', readOnly: true },
    nextStep: { type: 'text' },
    nextActionDate: { type: 'date', filter: true, sort: 'nullable' },
    nextActionNote: { type: 'text' },
    leadId: { type: 'link', to: 'lead', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    campaignId: { type: 'link', to: 'campaign', filter: true },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.name as string, row.nextStep as string | null],
  dependents: [{ table: 'quote', column: 'opportunityId', kind: 'quote' }],
  async prepare(call, merged, change) {
    const place = await placeInPipeline(call, staged.opportunity, merged, change);
    if (!place) return {};
    const { stage, columns } = place;
    return {
      ...columns,
      probability:
        change.current && change.given.probability === undefined
          ? await probabilityAt(call, change.current, stage)
          : (merged.probability ?? stage.probability ?? 0),
      ...closingOf(call, stage, change.current ?? merged),
    };
  },
  written: (call, row, change) => recordPlace(call, opportunityKind, staged.opportunity, row, change),
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
