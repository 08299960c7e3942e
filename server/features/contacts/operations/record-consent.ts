import type { ConsentBody, ConsentChannel } from '#domain/consent.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { capabilityOf, type RecordKind, type RecordRow, tablesOf } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { contactKind } from '../kind.ts';
import { addConsentEntry, consentAddresses } from './add-consent-entry.ts';

const flags = { email: 'emailOptIn', sms: 'smsOptIn' } as const;
const columns = { email: 'email', sms: 'mobileE164' } as const;

/** The ledger is about an address: every contact that has it shows what holds for it now. */
async function showOnContacts(call: Call, channel: ConsentChannel, address: string, granted: boolean) {
  const flag = flags[channel];
  const rows = (await tablesOf(call)
    .selectFrom('contact')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(columns[channel], '=', address)
    .where(flag, '=', !granted)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()) as RecordRow[];
  for (const row of rows) await writeChange(call, contactKind, row, { [flag]: granted });
}

/**
 * Records what a lead or contact said about being written to at the address that it has now: a line in the ledger, and
 * the opt-in of every contact with that address. 422 `channel` where the record has no such address.
 */
export async function recordConsent(
  call: Call,
  kind: RecordKind,
  id: string,
  body: ConsentBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const row = await lockRecord(call, kind, id);
  requireOn(call, capabilityOf(kind, 'edit'), row, viewOf(kind));
  requireVersion(row, ifMatch);
  requireActive(row);
  const address = consentAddresses(row)[body.channel];
  if (address === null) {
    throw invalidFields([fieldProblem('channel', 'not_allowed', { because: columns[body.channel] })]);
  }
  await addConsentEntry(call, kind.name as 'lead' | 'contact', row, { ...body, address });
  await showOnContacts(call, body.channel, address, body.state === 'granted');
  audit(call, {
    action: `${kind.name}.consent_${body.state}`,
    recordKind: kind.name,
    recordId: id,
    scopePath: row.scopePath,
    after: { ...body, address },
  });
  return row;
}
