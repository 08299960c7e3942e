import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { recordToAttachTo } from '#records/attached.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';
import { nodeScopes } from '#records/scope.ts';
import { updateRecord } from '#records/update-record.ts';
import { taskKind } from '../kind.ts';
import { moveReminders } from '../move-reminders.ts';
import { tellAssignee } from '../tell-assignee.ts';

/** A task that is linked anew goes to where its record lies, unless it may stay or says a place itself. */
async function placed(call: Call, before: RecordRow, body: Values): Promise<Values> {
  const { recordKind, recordId } = body as { recordKind?: string; recordId?: string };
  if (!recordKind || !recordId || recordId === before.recordId) return body;
  const { row } = await recordToAttachTo(call, { recordKind, recordId });
  if (row.archivedAt !== null) throw invalidFields([fieldProblem('recordId', 'inactive')]);
  if (body.scope !== undefined || onOneLine(before.scopePath, row.scopePath)) return body;
  return { ...body, scope: (await nodeScopes(call)).get(row.scopeId) };
}

/** A link to a record needs both halves, and dropping one drops the other. */
function wholeLink(body: Values): Values {
  return body.recordId === null || body.recordKind === null
    ? { ...body, recordId: null, recordKind: null }
    : body;
}

/** Changes a task. A new assignee hears of it; reminders that follow the due time move along. */
export async function updateTask(
  call: Call,
  id: string,
  given: Values,
  ifMatch: number | null,
): Promise<RecordRow> {
  const before = await getRecord(call, taskKind, id);
  const row = await updateRecord(call, taskKind, id, await placed(call, before, wholeLink(given)), ifMatch);
  if (row.ownerId !== before.ownerId) await tellAssignee(call, row);
  const later = ['dueDate', 'dueTime', 'ownerId'].some((column) => row[column] !== before[column]);
  if (later) await moveReminders(call, row);
  return row;
}
