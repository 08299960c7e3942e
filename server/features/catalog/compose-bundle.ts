import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields, Problem } from '#domain/problems.ts';
import type { ProductComponent } from '#domain/products.ts';
import { onOneLine } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import type { Change, Composition, RecordRow, Values } from '#records/kind.ts';
import { componentsOf, isComponent, productRows } from './queries.ts';

const sent = ({ productId, quantity }: ProductComponent): ProductComponent => ({ productId, quantity });

function partProblem(
  call: Call,
  path: string,
  part: RecordRow | undefined,
  { id, scopePath }: { id: string | undefined; scopePath: string },
): FieldProblem | null {
  if (!part || !may(call, 'catalog.products.view', part)) return fieldProblem(path, 'not_found');
  // A bundle of bundles, or one that holds itself, would have no end.
  if (part.id === id || part.bundlePricing !== null) {
    return fieldProblem(path, 'not_allowed', { because: 'bundle' });
  }
  if (part.archivedAt !== null) return fieldProblem(path, 'inactive');
  return onOneLine(part.scopePath, scopePath) ? null : fieldProblem(path, 'other_scope');
}

async function requireParts(
  call: Call,
  wanted: readonly ProductComponent[],
  { current }: Change,
  scopePath: string,
): Promise<void> {
  const parts = await productRows(
    call,
    wanted.map(({ productId }) => productId),
  );
  const problems = wanted.flatMap(({ productId }, at) => {
    const path = `components.${at}.productId`;
    return partProblem(call, path, parts.get(productId), { id: current?.id, scopePath }) ?? [];
  });
  if (problems.length > 0) throw invalidFields(problems);
  if (wanted.length > 0 && current && (await isComponent(call, current.id))) {
    throw new Problem('has_dependents', {
      detail: 'A bundle holds this product, so it cannot become a bundle itself.',
      dependent: 'product',
    });
  }
}

async function replaceComponents(
  call: Call,
  { orgId, id, scopeId, scopePath }: RecordRow,
  wanted: readonly ProductComponent[],
): Promise<void> {
  await call.database
    .deleteFrom('productComponent')
    .where('orgId', '=', orgId)
    .where('productId', '=', id)
    .execute();
  if (wanted.length === 0) return;
  const rows = wanted.map(({ productId, quantity }, position) => ({
    ...{ orgId, productId: id, componentId: productId, scopeId, scopePath },
    ...{ position, quantity },
  }));
  await call.database.insertInto('productComponent').values(rows).execute();
}

/** What a bundle holds and how it is priced; a product without components is none. */
export async function composeBundle(call: Call, merged: Values, change: Change): Promise<Composition> {
  const { current, given } = change;
  const before = current ? (await componentsOf(call, [current.id])).map(sent) : [];
  const wanted = ((given.components as ProductComponent[] | undefined) ?? before).map(sent);
  const changed = JSON.stringify(before) !== JSON.stringify(wanted);
  if (changed) await requireParts(call, wanted, change, merged.scopePath as string);
  const bundlePricing = wanted.length === 0 ? null : (given.bundlePricing ?? current?.bundlePricing ?? 'sum');
  return {
    columns: { bundlePricing },
    ...(changed
      ? {
          parts: { name: 'components', before, after: wanted },
          write: (row) => replaceComponents(call, row, wanted),
        }
      : {}),
  };
}
