import { z } from 'zod';
import { leadConvertBody, leadCreate, leadPatch, leadStatusBody, leadStatuses } from '#domain/leads.ts';
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
import { leadKind } from './kind.ts';
import { changeLeadStatus } from './operations/change-lead-status.ts';
import { convertLead } from './operations/convert-lead.ts';
import { createLead } from './operations/create-lead.ts';
import { findLeadMatches } from './queries.ts';

const answer = recordSchema(leadKind);
const common = { tag: 'leads', module: 'crm', params: idParams } as const;

export const leadEndpoints: Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/leads/board',
    summary: 'Leads by status.',
    tag: 'leads',
    module: 'crm',
    access: 'read',
    capability: 'crm.leads.view',
    query: boardQuery(leadKind),
    answer: boardSchema(answer),
    run: async (call, { query }) => ({
      columns: await boardColumns(
        call,
        leadKind,
        { field: 'status', states: leadStatuses },
        query as ListQuery,
      ),
    }),
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
    summary: 'Accounts and contacts that this lead may already be.',
    access: 'read',
    capability: 'crm.leads.view',
    answer: z.object({ accounts: matchesAnswer, contacts: matchesAnswer }),
    async run(call, { params }) {
      const matches = await findLeadMatches(call, await getRecord(call, leadKind, params.id));
      return {
        accounts: presentMatches(accountKind, matches.accounts),
        contacts: presentMatches(contactKind, matches.contacts),
      };
    },
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
];
