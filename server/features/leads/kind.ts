import { fieldProblem } from '#domain/field-errors.ts';
import {
  canConvertLead,
  type LeadStatus,
  leadHasName,
  leadQualities,
  leadStatus,
  leadStatuses,
} from '#domain/leads.ts';
import { normalizePhone } from '#domain/phones.ts';
import { invalidFields } from '#domain/problems.ts';
import { may } from '#platform/access/can.ts';
import { recordPlace } from '#records/change-status.ts';
import { type RecordKind, recordKind } from '#records/kind.ts';
import { phoneTerms } from '#records/search-text.ts';
import { placeInPipeline, staged } from '#records/stages.ts';

export const leadKind: RecordKind = recordKind({
  name: 'lead',
  table: 'lead',
  path: '/leads',
  module: 'crm',
  capability: 'crm.leads',
  titleColumn: 'displayName',
  subtitleColumn: 'companyName',
  searchable: true,
  fields: {
    firstName: { type: 'text' },
    lastName: { type: 'text' },
    companyName: { type: 'text' },
    name: { type: 'text', column: 'displayName', sort: 'required', readOnly: true },
    email: { type: 'text', filter: true },
    phone: { type: 'text' },
    jobTitle: { type: 'text' },
    source: { type: 'option', list: 'lead_source', filter: true },
    quality: { type: 'choice', values: leadQualities, filter: true },
    status: { type: 'choice', values: leadStatuses, filter: true, readOnly: true },
    statusChangedAt: { type: 'instant', readOnly: true },
    pipelineId: { type: 'reference', to: 'pipeline', filter: true },
    stageId: { type: 'reference', to: 'stage', filter: true, readOnly: true },
    nextActionDate: { type: 'date', filter: true, sort: 'nullable' },
    nextActionNote: { type: 'text' },
    campaignId: { type: 'link', to: 'campaign', filter: true },
    accountId: { type: 'link', to: 'account', filter: true },
    contactId: { type: 'link', to: 'contact', filter: true },
    convertedAt: { type: 'instant', filter: true, readOnly: true },
    convertedAccountId: { type: 'link', to: 'account', readOnly: true },
    convertedContactId: { type: 'link', to: 'contact', readOnly: true },
    convertedOpportunityId: { type: 'link', to: 'opportunity', readOnly: true },
    convertedQuoteId: { type: 'link', to: 'quote', readOnly: true },
    tags: { type: 'tags', filter: true },
    mergedIntoId: { type: 'link', to: 'lead', readOnly: true, internal: true },
  },
  searchText: (row) => [
    row.displayName as string,
    row.companyName as string | null,
    row.email as string | null,
    row.phone as string | null,
    phoneTerms(row.phone, row.phoneE164),
  ],
  async prepare(call, merged, change) {
    if (!leadHasName(merged)) throw invalidFields([fieldProblem('firstName', 'required')]);
    const person = [merged.firstName, merged.lastName].filter(Boolean).join(' ');
    const place = await placeInPipeline(call, staged.lead, merged, change);
    return {
      ...place?.columns,
      displayName: merged.firstName ? person : merged.companyName,
      phoneE164: typeof merged.phone === 'string' ? normalizePhone(merged.phone) : null,
    };
  },
  written: (call, row, change) => recordPlace(call, leadKind, staged.lead, row, change),
  whyNotEditable: ({ status }) =>
    status === 'converted' ? { detail: 'A converted lead is history; change what it became instead.' } : null,
  abilities(call, row) {
    const status = row.status as LeadStatus;
    const live = row.archivedAt === null;
    return {
      changeStatus: live && leadStatus.allowed(status).length > 0 && may(call, 'crm.leads.edit', row),
      convert: live && canConvertLead(status) && may(call, 'crm.leads.convert', row),
      undoConversion: live && status === 'converted' && may(call, 'crm.leads.convert', row),
    };
  },
});
