import { normalizePhone } from '#domain/phones.ts';
import { findAccountMatches } from '#features/accounts/queries.ts';
import { findContactMatches } from '#features/contacts/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { holds } from '#platform/access/can.ts';
import type { Match } from '#records/find-matches.ts';
import type { RecordRow } from '#records/kind.ts';

/** Accounts and contacts that a lead may already be, as far as the actor may see them. */
export async function findLeadMatches(
  call: Call,
  lead: RecordRow,
): Promise<{ accounts: Match[]; contacts: Match[] }> {
  const email = lead.email as string | null;
  const phoneE164 = typeof lead.phone === 'string' ? normalizePhone(lead.phone) : null;
  const person = [lead.firstName, lead.lastName].filter(Boolean).join(' ');
  return {
    accounts: holds(call, 'crm.accounts.view')
      ? await findAccountMatches(call, { name: lead.companyName as string | null, email, phoneE164 })
      : [],
    contacts: holds(call, 'crm.contacts.view')
      ? await findContactMatches(call, { name: person || null, email, phonesE164: [phoneE164] })
      : [],
  };
}
