import { z } from 'zod';
import { contactCreate, contactPatch } from '#domain/contacts.ts';
import { contactClues } from '#domain/merging.ts';
import { normalizePhone } from '#domain/phones.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { matchesAnswer, presentMatches } from '#records/find-matches.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { contactKind } from './kind.ts';
import { findContactMatches } from './queries.ts';

const e164 = (typed: unknown) => (typeof typed === 'string' ? normalizePhone(typed) : null);

export const contactEndpoints: Endpoint[] = [
  ...recordEndpoints(contactKind, { create: contactCreate, patch: contactPatch }),
  endpoint({
    method: 'GET',
    path: '/contacts/:id/matches',
    summary: 'Contacts that may be the same person as this one.',
    tag: 'contacts',
    module: 'crm',
    access: 'read',
    capability: 'crm.contacts.view',
    params: idParams,
    answer: z.object({ items: matchesAnswer }),
    async run(call, { params }) {
      const contact = await getRecord(call, contactKind, params.id);
      const clues = {
        name: contact.displayName as string,
        lastName: contact.lastName as string | null,
        accountId: contact.accountId as string | null,
        email: contact.email as string | null,
        phonesE164: [e164(contact.phone), e164(contact.mobile)],
      };
      return { items: presentMatches(contactKind, await findContactMatches(call, clues, contact.id)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/contacts/matches',
    summary: 'Contacts that may be the same person as one who is being typed in.',
    tag: 'contacts',
    module: 'crm',
    access: 'read',
    capability: 'crm.contacts.view',
    body: contactClues,
    answer: z.object({ items: matchesAnswer }),
    async run(call, { body: { exceptId, firstName, phone, mobile, ...typed } }) {
      const clues = {
        ...typed,
        name: [firstName, typed.lastName].filter(Boolean).join(' ') || null,
        phonesE164: [e164(phone), e164(mobile)],
      };
      return { items: presentMatches(contactKind, await findContactMatches(call, clues, exceptId ?? null)) };
    },
  }),
];
