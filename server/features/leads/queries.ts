import { normalizePhone } from '#domain/phones.ts';
import { findAccountMatches } from '#features/accounts/queries.ts';
import { findContactMatches } from '#features/contacts/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { holds } from '#platform/access/can.ts';
import { companyDomain, findMatches, type Match } from '#records/find-matches.ts';
import { leadKind } from './kind.ts';

export type LeadClues = {
  firstName?: string | null;
  lastName?: string | null;
  companyName?: string | null;
  email?: string | null;
  phone?: string | null;
};

/** Accounts and contacts that a lead may already be, and leads that are the same, as far as the actor may see them. */
export async function findLeadMatches(
  call: Call,
  lead: LeadClues,
  exceptId: string | null = null,
): Promise<{ accounts: Match[]; contacts: Match[]; leads: Match[] }> {
  const { email = null, companyName = null, lastName = null } = lead;
  const phoneE164 = lead.phone ? normalizePhone(lead.phone) : null;
  const person = [lead.firstName, lead.lastName].filter(Boolean).join(' ') || null;
  const lastNameWith = [{ column: 'emailDomain', value: companyDomain(email) }];
  const [accounts, contacts, leads] = await Promise.all([
    holds(call, 'crm.accounts.view') ? findAccountMatches(call, { name: companyName, email, phoneE164 }) : [],
    holds(call, 'crm.contacts.view')
      ? findContactMatches(call, { name: person, lastName, email, phonesE164: [phoneE164] })
      : [],
    findMatches(
      call,
      leadKind,
      {
        keys: [
          { reason: 'email', column: 'email', value: email },
          { reason: 'phone', column: 'phoneE164', value: phoneE164 },
        ],
        name: person ?? companyName,
        isCompany: person === null,
        lastName: { name: lastName, with: lastNameWith },
      },
      exceptId,
    ),
  ]);
  return { accounts, contacts, leads };
}
