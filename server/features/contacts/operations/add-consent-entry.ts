import type { ConsentBody, ConsentChannel } from '#domain/consent.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { RecordRow } from '#records/kind.ts';

/** The addresses at which a lead or a contact is written to, by channel. */
export function consentAddresses(row: RecordRow): Record<ConsentChannel, string | null> {
  return {
    email: row.email as string | null,
    sms: (row.mobileE164 ?? row.phoneE164 ?? null) as string | null,
  };
}

export type ConsentFact = Pick<ConsentBody, 'channel' | 'state' | 'source'> & {
  proof?: string | null;
  address: string;
};

/** Adds a line to the ledger, at the record that it was heard of. */
export async function addConsentEntry(
  call: Call,
  kind: 'lead' | 'contact',
  row: RecordRow,
  fact: ConsentFact,
): Promise<void> {
  await call.database
    .insertInto('consentEntry')
    .values({
      ...fact,
      proof: fact.proof ?? null,
      orgId: call.orgId,
      id: newId(call.now.getTime()),
      scopeId: row.scopeId,
      scopePath: row.scopePath,
      recordKind: kind,
      recordId: row.id,
      at: instant(call),
      by: call.actor.memberId,
      ip: call.origin.ip,
      requestId: call.requestId,
    })
    .execute();
}
