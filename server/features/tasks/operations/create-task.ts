import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { onOneLine, type Scope } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { recordToAttachTo } from '#records/attached.ts';
import { createRecord } from '#records/create-record.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { resolveScope } from '#records/scope.ts';
import { taskKind } from '../kind.ts';
import { tellAssignee } from '../tell-assignee.ts';

/**
 * Makes a task. One about a record lies where the record does, unless it says another place on the same line. Whoever is
 * to do it hears of it, unless they gave it to themselves.
 */
export async function createTask(call: Call, body: Values): Promise<RecordRow> {
  const { recordKind, recordId } = body as { recordKind?: string; recordId?: string };
  let at: { scopeId: string; scopePath: string } | undefined;
  if (recordKind && recordId) {
    const { row } = await recordToAttachTo(call, { recordKind, recordId });
    if (row.archivedAt !== null) throw invalidFields([fieldProblem('recordId', 'inactive')]);
    at = row;
    if (body.scope !== undefined) {
      const place = await resolveScope(call, body.scope as Scope);
      if (!onOneLine(place.scopePath, row.scopePath)) {
        throw invalidFields([fieldProblem('recordId', 'other_scope')]);
      }
      at = place;
    }
  }
  const place = at ? { scopeId: at.scopeId, scopePath: at.scopePath } : undefined;
  // A task of nobody in particular would be on nobody's list.
  const ownerId = body.ownerId === undefined ? call.actor.memberId : body.ownerId;
  const row = await createRecord(call, taskKind, { ...body, ownerId }, place ? { at: place } : {});
  await tellAssignee(call, row);
  return row;
}
