import { z } from 'zod';
import { leadConvertBody, leadCreate, leadPatch, leadStatusBody } from '#domain/leads.ts';
import { leadClues } from '#domain/merging.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { boardColumns } from '#records/board.ts';
import { matchesAnswer, presentMatches } from '#records/find-matches.ts';
import { boardQuery, type ListQuery } from '#records/list-query.ts';
import { presentRecord } from '#records/present.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { boardSchema, recordSchema } from '#records/record-schemas.ts';
import { staged } from '#records/stages.ts';
import { leadKind } from './kind.ts';
import { changeLeadStatus } from './operations/change-lead-status.ts';
import { convertLead } from './operations/convert-lead.ts';
import { createLead } from './operations/create-lead.ts';
import { undoConversion } from './operations/undo-conversion.ts';
import { findLeadMatches, type LeadClues } from './queries.ts';

const answer = recordSchema(leadKind);
const matchesOfLead = z.object({ accounts: matchesAnswer, contacts: matchesAnswer, leads: matchesAnswer });

function presentLeadMatches({ accounts, contacts, leads }: Awaited<ReturnType<typeof findLeadMatches>>) {
  return {
    accounts: presentMatches(accountKind, accounts),
    contacts: presentMatches(contactKind, contacts),
    leads: presentMatches(leadKind, leads),
  };
}

const common = { tag: 'leads', module: 'crm', params: idParams } as const;

export const leadEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/leads/board',
    summary: 'Leads by the stages of a pipeline.',
    tag: 'leads',
    module: 'crm',
    access: 'read',
    capability: 'crm.leads.view',
    query: boardQuery(leadKind),
    answer: boardSchema(answer),
    run: (call, { query }) => boardColumns(call, { kind: leadKind, staged: staged.lead }, query as ListQuery),
  }),
  ...recordEndpoints(leadKind, { create: leadCreate, patch: leadPatch }, { create: createLead }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/leads/:id/status',
    summary: 'Move a lead to another status.',
    access: 'write',
    capability: 'crm.leads.edit',
    body: leadStatusBody,
    answer,
    run: async (call, { params, body, ifMatch }) =>
      presentRecord(call, leadKind, await changeLeadStatus(call, params.id, body, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/leads/:id/matches',
    summary: 'Accounts and contacts that this lead may already be, and leads that may be the same.',
    access: 'read',
    capability: 'crm.leads.view',
    answer: matchesOfLead,
    async run(call, { params }) {
      const lead = await getRecord(call, leadKind, params.id);
      return presentLeadMatches(await findLeadMatches(call, lead as LeadClues, lead.id));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/leads/matches',
    summary: 'The same for a lead that is being typed in.',
    tag: 'leads',
    module: 'crm',
    access: 'read',
    capability: 'crm.leads.view',
    body: leadClues,
    answer: matchesOfLead,
    run: async (call, { body: { exceptId, ...typed } }) =>
      presentLeadMatches(await findLeadMatches(call, typed, exceptId ?? null)),
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/leads/:id/convert',
    summary: 'Convert a lead into an account, a contact, an opportunity and a draft quote, all or nothing.',
    access: 'write',
    capability: 'crm.leads.convert',
    body: leadConvertBody,
    answer: z.object({
      lead: answer,
      account: recordSchema(accountKind),
      contact: recordSchema(contactKind).nullable(),
      opportunity: recordSchema(opportunityKind).nullable(),
      quote: recordSchema(quoteKind).nullable(),
    }),
    async run(call, { params, body, ifMatch }) {
      const made = await convertLead(call, params.id, body, ifMatch);
      return {
        lead: await presentRecord(call, leadKind, made.lead),
        account: await presentRecord(call, accountKind, made.account),
        contact: made.contact && (await presentRecord(call, contactKind, made.contact)),
        opportunity: made.opportunity && (await presentRecord(call, opportunityKind, made.opportunity)),
        quote: made.quote && (await presentRecord(call, quoteKind, made.quote)),
      };
    },
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/leads/:id/undo-conversion',
    summary: 'Take a conversion back while nothing that it made was touched: what it made is archived.',
    access: 'write',
    capability: 'crm.leads.convert',
    answer,
    run: async (call, { params, ifMatch }) =>
      presentRecord(call, leadKind, await undoConversion(call, params.id, ifMatch)),
  }),
];
