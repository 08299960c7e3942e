import type { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import type { viewDefaultBody } from '#domain/views.ts';
import type { Call } from '#platform/access/call.ts';
import { viewOwner } from '../access.ts';
import { getView } from '../queries.ts';

/** Chooses the view that the member starts with in a list, or goes back to the company's. */
export async function chooseDefaultView(call: Call, body: z.output<typeof viewDefaultBody>): Promise<void> {
  const memberId = viewOwner(call);
  const { kind, viewId } = body;
  const chosen = call.database.deleteFrom('viewDefault').where('orgId', '=', call.orgId);
  if (viewId === null) {
    await chosen.where('memberId', '=', memberId).where('kind', '=', kind).execute();
    return;
  }
  const view = await getView(call, viewId).catch(() => null);
  if (view?.kind !== kind) throw invalidFields([fieldProblem('viewId', 'not_found')]);
  await call.database
    .insertInto('viewDefault')
    .values({ orgId: call.orgId, memberId, kind, viewId })
    .onConflict((conflict) => conflict.columns(['orgId', 'memberId', 'kind']).doUpdateSet({ viewId }))
    .execute();
}
