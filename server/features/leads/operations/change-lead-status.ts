import { type LeadStatus, type LeadStatusBody, leadStatus } from '#domain/leads.ts';
import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { leadKind } from '../kind.ts';

/** Moves a lead through its statuses. `converted` is not among the targets, and a converted lead has none. */
export async function changeLeadStatus(
  call: Call,
  id: string,
  { status: to, reason }: LeadStatusBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  const current = await lockRecord(call, leadKind, id);
  requireOn(call, 'crm.leads.edit', current, viewOf(leadKind));
  requireVersion(current, ifMatch);
  requireActive(current);
  const from = current.status as LeadStatus;
  if (from === to && to !== 'converted') return current;
  if (!leadStatus.canMove(from, to)) throw illegalTransition(from, to, leadStatus.allowed(from));
  return changeStatus(call, leadKind, current, {
    column: 'status',
    to,
    reason: reason ?? null,
    event: 'lead.status_changed',
  });
}
