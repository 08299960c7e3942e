import { fieldProblem } from '#domain/field-errors.ts';
import { mayCollide, type NumberedDocument } from '#domain/numbering.ts';
import { invalidFields, notFound } from '#domain/problems.ts';
import type { NumberingPatch } from '#domain/settings.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { defaultPatterns, mainSeries } from '#records/numbering.ts';
import { requireVersion } from '#records/read-record.ts';
import { type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { listSeries, lockSeries } from '../queries-numbering.ts';
import { differing, leaveTraces } from '../setting-traces.ts';

/** Whether documents of this kind are numbered at the node: entities number both, the company itself only quotes. */
export function hasSeries(node: Pick<Node, 'level'>, document: NumberedDocument): boolean {
  return node.level === 'entity' || (node.level === 'organisation' && document === 'quote');
}

/** Documents that the books count on: their numbers have no holes. */
const isGapless = (document: NumberedDocument) => document === 'invoice' || document === 'credit_note';

export function requireForward(row: { nextNumber: bigint }, nextNumber: bigint): void {
  if (nextNumber >= row.nextNumber) return;
  throw invalidFields([fieldProblem('nextNumber', 'out_of_range', { min: Number(row.nextNumber) })]);
}

/**
 * Refuses a pattern that could give an invoice a number that another series of the entity gives: skipping such a number
 * would leave a hole.
 */
export async function refuseCollision(
  call: Call,
  { nodeId, code, pattern }: { nodeId: string; code: string; pattern: string },
): Promise<void> {
  const others = (await listSeries(call)).filter(
    (one) => one.nodeId === nodeId && one.document === 'invoice' && one.code !== code,
  );
  if (others.some((one) => mayCollide(one.pattern, pattern))) {
    throw invalidFields([fieldProblem('pattern', 'already_exists')]);
  }
}

/**
 * Changes the pattern or the next number of a series. The numbers of invoices and credit notes have no holes and are never given twice,
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
  if (isGapless(document)) requireForward(row, nextNumber);
  if (document === 'invoice' && given.pattern !== undefined) {
    await refuseCollision(call, { nodeId, code: mainSeries, pattern: given.pattern });
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

/** The main series of a document is there from the first time that it is used or changed. */
export async function ensureSeries(call: Call, nodeId: string, document: NumberedDocument): Promise<void> {
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
