import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { leadKind } from '../kind.ts';

/** Opens a lead at the first stage of its pipeline that means `new`, whatever a form says. */
export async function createLead(call: Call, body: Values): Promise<RecordRow> {
  return createRecord(call, leadKind, body);
}
