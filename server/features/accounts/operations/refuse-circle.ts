import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';

const mostLevels = 100;

/**
 * Refuses a parent that is the account itself or lies below it. Each account on the way up is held, so that two changes
 * at once cannot close a circle together: one of them waits, or is run again after the other.
 */
export async function refuseCircle(call: Call, parentId: unknown, current: RecordRow | null): Promise<void> {
  if (current === null || current.parentAccountId === parentId) return;
  let above = parentId as string | null | undefined;
  for (let level = 1; above; level += 1) {
    if (above === current.id || level > mostLevels) {
      throw invalidFields([fieldProblem('parentAccountId', 'not_allowed')]);
    }
    const row = await call.database
      .selectFrom('account')
      .select('parentAccountId')
      .where('orgId', '=', call.orgId)
      .where('id', '=', above)
      .forNoKeyUpdate()
      .executeTakeFirst();
    above = row?.parentAccountId;
  }
}
