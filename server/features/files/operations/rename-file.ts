import { fieldProblem } from '#domain/field-errors.ts';
import { judgeFile } from '#domain/files.ts';
import { invalidFields } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireActive, requireVersion } from '#records/read-record.ts';
import { requireMayChange } from '../access.ts';
import { type FileRow, lockFile, versionsById } from '../queries.ts';
import { leaveTraces } from '../traces.ts';

/** Gives a file another name, which must still say what it is. */
export async function renameFile(
  call: Call,
  id: string,
  name: string,
  ifMatch: number | null,
): Promise<FileRow> {
  const before = await lockFile(call, id);
  const place = await requireMayChange(call, before);
  requireActive(before);
  requireVersion(before, ifMatch);
  const found = (await versionsById(call, [before.versionId])).get(before.versionId)?.contentType ?? null;
  const verdict = judgeFile({ name, declaredType: '', found });
  if ('refused' in verdict) throw invalidFields([fieldProblem('name', verdict.refused)]);
  if (before.name === name) return before;
  await call.database
    .updateTable('file')
    .set({
      name,
      version: before.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const after = await lockFile(call, id);
  leaveTraces(call, 'file.updated', place, { before, after });
  return after;
}
