import { z } from 'zod';
import { accountCreate, accountPatch } from '#domain/accounts.ts';
import { accountClues } from '#domain/merging.ts';
import { normalizePhone } from '#domain/phones.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { matchesAnswer, presentMatches } from '#records/find-matches.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams, recordEndpoints } from '#records/record-endpoints.ts';
import { accountKind } from './kind.ts';
import { findAccountMatches } from './queries.ts';

export const accountEndpoints: Endpoint[] = [
  ...recordEndpoints(accountKind, { create: accountCreate, patch: accountPatch }),
  endpoint({
    method: 'GET',
    path: '/accounts/:id/matches',
    summary: 'Accounts that may be the same company as this one.',
    tag: 'accounts',
    module: 'crm',
    access: 'read',
    capability: 'crm.accounts.view',
    params: idParams,
    answer: z.object({ items: matchesAnswer }),
    async run(call, { params }) {
      const account = await getRecord(call, accountKind, params.id);
      const phone = account.phone as string | null;
      const clues = {
        ...account,
        phoneE164: phone === null ? null : normalizePhone(phone, account.country as string | null),
      };
      return { items: presentMatches(accountKind, await findAccountMatches(call, clues, account.id)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/accounts/matches',
    summary: 'Accounts that may be the same company as one that is being typed in.',
    tag: 'accounts',
    module: 'crm',
    access: 'read',
    capability: 'crm.accounts.view',
    body: accountClues,
    answer: z.object({ items: matchesAnswer }),
    async run(call, { body: { exceptId, phone, country, ...typed } }) {
      const clues = { ...typed, phoneE164: phone ? normalizePhone(phone, country) : null };
      return { items: presentMatches(accountKind, await findAccountMatches(call, clues, exceptId ?? null)) };
    },
  }),
];
