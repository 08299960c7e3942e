import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';

/** Price books belong to the whole company: holding the capability at a branch is not enough. */
export function requireToChange(call: Call): void {
  requireAt(call, 'catalog.price_books.manage', rootPath);
}

/** The audit entry and the event that every change of a price book leaves. */
export function leaveTraces(
  call: Call,
  verb: 'created' | 'updated' | 'deleted' | 'ordered',
  id: string | null,
  change: { before?: unknown; after?: unknown },
): void {
  audit(call, {
    action: `settings.price_book.${verb}`,
    recordKind: 'price_book',
    recordId: id,
    ...change,
  });
  announce(call, { type: 'settings.changed', payload: { section: 'price_books' } });
}

/** Refuses a name that another price book has. */
export async function requireFreeName(call: Call, name: string, exceptId: string | null): Promise<void> {
  let query = call.database
    .selectFrom('priceBook')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('name', '=', name);
  if (exceptId !== null) query = query.where('id', '<>', exceptId);
  if (!(await query.executeTakeFirst())) return;
  throw new Problem('already_exists', {
    detail: `There is a price book "${name}" already.`,
    errors: [fieldProblem('name', 'already_exists')],
  });
}
