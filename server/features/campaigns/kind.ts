import { campaignEndsAfterStart, campaignStatuses, campaignTypes } from '#domain/campaigns.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { type RecordKind, recordKind } from '#records/kind.ts';

export const campaignKind: RecordKind = recordKind({
  name: 'campaign',
  table: 'campaign',
  path: '/campaigns',
  module: 'crm',
  capability: 'crm.campaigns',
  titleColumn: 'name',
  searchable: true,
  fields: {
    name: { type: 'text', sort: 'required' },
    type: { type: 'choice', values: campaignTypes, filter: true },
    status: { type: 'choice', values: campaignStatuses, filter: true },
    startDate: { type: 'date', filter: true },
    endDate: { type: 'date', filter: true },
    budget: { type: 'money', currency: 'currency' },
    currency: { type: 'text' },
    description: { type: 'text' },
    tags: { type: 'tags', filter: true },
  },
  searchText: (row) => [row.name as string],
  archiving: { archived: { status: 'archived' }, restored: { status: 'planned' } },
  prepare(_call, merged) {
    if (!campaignEndsAfterStart(merged)) throw invalidFields([fieldProblem('endDate', 'before_start')]);
    return {};
  },
});
