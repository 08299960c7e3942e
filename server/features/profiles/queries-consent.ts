import { contactKind } from '#features/contacts/kind.ts';
import { consentEntries } from '#features/contacts/queries-consent.ts';
import type { Call } from '#platform/access/call.ts';
import { holds } from '#platform/access/can.ts';
import { capabilityOf, type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';
import { mostPeople } from './queries-people.ts';

/** The consent ledger of everybody at an account whom the actor may see. */
export async function consentOfPeople(call: Call, accountId: string): Promise<Values[]> {
  if (!holds(call, capabilityOf(contactKind, 'view'))) return [];
  let query = tablesOf(call)
    .selectFrom('contact')
    .select(['id', 'email', 'phoneE164', 'mobileE164'])
    .limit(mostPeople);
  for (const condition of await listConditions(call, contactKind, { accountId: [accountId] }))
    query = query.where(condition);
  const rows = (await query.execute()) as unknown as RecordRow[];
  if (rows.length === 0) return [];
  return consentEntries(
    call,
    rows.map(({ id }) => id),
    rows,
  );
}
