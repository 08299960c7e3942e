import { fieldProblem } from '#domain/field-errors.ts';
import type { NumberedDocument } from '#domain/numbering.ts';
import { invalidFields, notFound } from '#domain/problems.ts';
import type { NumberingPatch } from '#domain/settings.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { defaultPatterns, mainSeries } from '#records/numbering.ts';
import { requireVersion } from '#records/read-record.ts';
import { type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { lockSeries } from '../queries-numbering.ts';
import { differing, leaveTraces } from '../setting-traces.ts';

/** Whether documents of this kind are numbered at the node: entities number both, the company itself only quotes. */
export function hasSeries(node: Pick<Node, 'level'>, document: NumberedDocument): boolean {
  return node.level === 'entity' || (node.level === 'organisation' && document === 'quote');
}

/**
 * Changes the pattern or the next number of a series. The numbers of invoices have no holes and are never given twice,
 * so theirs only moves forward, as when a company goes on counting from its former books.
 */
export async function changeNumbering(
  call: Call,
  nodeId: string,
  document: NumberedDocument,
  given: NumberingPatch,
  ifMatch: number | null,
): Promise<void> {
  const node = (await nodesOf(call)).get(nodeId);
  if (!node || !maySeeNode(call, node.path) || !hasSeries(node, document)) throw notFound('series');
  requireAt(call, 'accounting.settings.manage', node.path);
  await ensureSeries(call, nodeId, document);
  const row = await lockSeries(call, nodeId, document);
  if (!row) throw new Error('A series that was just made is gone.');
  requireVersion(row, ifMatch);
  const nextNumber = given.nextNumber === undefined ? row.nextNumber : BigInt(given.nextNumber);
  if (document === 'invoice' && nextNumber < row.nextNumber) {
    throw invalidFields([fieldProblem('nextNumber', 'out_of_range', { min: Number(row.nextNumber) })]);
  }
  const change = differing(row, { pattern: given.pattern, nextNumber });
  if (change === null) return;
  await call.database
    .updateTable('numberSeries')
    .set({ ...change.after, version: row.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', document)
    .where('code', '=', mainSeries)
    .execute();
  leaveTraces(call, {
    section: 'numbering',
    action: 'numbering.updated',
    kind: 'number_series',
    id: nodeId,
    scopePath: node.path,
    before: { document, ...change.before },
    after: { document, ...change.after },
  });
}

async function ensureSeries(call: Call, nodeId: string, document: NumberedDocument): Promise<void> {
  await call.database
    .insertInto('numberSeries')
    .values({
      orgId: call.orgId,
      nodeId,
      document,
      pattern: defaultPatterns[document],
      updatedAt: instant(call),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
