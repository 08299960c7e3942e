import { type Call, instant } from '#platform/access/call.ts';
import { recordStatus } from '#records/change-status.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { leadKind } from '../kind.ts';

/** Opens a lead at `new`, whatever a form says. */
export async function createLead(call: Call, body: Values): Promise<RecordRow> {
  const row = await createRecord(call, leadKind, body, {
    columns: { status: 'new', statusChangedAt: instant(call) },
  });
  await recordStatus(call, leadKind, row, null, 'new');
  return row;
}
