import { type LeadStatus, type LeadStatusBody, leadStatus } from '#domain/leads.ts';
import { illegalTransition } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { changeStatus } from '#records/change-status.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { holdPipelineOf, staged, stageToMoveTo } from '#records/stages.ts';
import { viewOf } from '#records/update-record.ts';
import { leadKind } from '../kind.ts';

/**
 * Moves a lead to a stage of its pipeline, or to the first stage of a status. `converted` is not among the targets, and a
 * converted lead has none.
 */
export async function changeLeadStatus(
  call: Call,
  id: string,
  { status, stageId, reason }: LeadStatusBody,
  ifMatch: number | null,
): Promise<RecordRow> {
  await holdPipelineOf(call, leadKind, id);
  const current = await lockRecord(call, leadKind, id);
  requireOn(call, 'crm.leads.edit', current, viewOf(leadKind));
  requireVersion(current, ifMatch);
  requireActive(current);
  const from = current.status as LeadStatus;
  if (status !== undefined && from !== status) requireMove(from, status);
  const stage = await stageToMoveTo(call, staged.lead, current, { stageId, status });
  const to = stage.status as LeadStatus;
  if (from !== to || to === 'converted') requireMove(from, to);
  if (stage.id === current.stageId) return current;
  return changeStatus(call, leadKind, current, {
    column: 'status',
    to,
    stage,
    reason: reason ?? null,
    event: 'lead.status_changed',
  });
}

function requireMove(from: LeadStatus, to: LeadStatus): void {
  if (!leadStatus.canMove(from, to)) throw illegalTransition(from, to, leadStatus.allowed(from));
}
