import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields, notFound } from '#domain/problems.ts';
import type { SeriesCreate, SeriesPatch } from '#domain/settings.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { mainSeries } from '#records/numbering.ts';
import { requireVersion } from '#records/read-record.ts';
import { type Node, nodesOf } from '#records/scope.ts';
import { maySeeNode } from '../access.ts';
import { lockSeries } from '../queries-numbering.ts';
import { differing, leaveTraces } from '../setting-traces.ts';
import { ensureSeries, refuseCollision, requireForward } from './change-numbering.ts';

const document = 'invoice';

/** The entity, with its main series held: whoever changes the series of one entity does it one after the other. */
async function holdEntity(call: Call, nodeId: string): Promise<Node> {
  const node = (await nodesOf(call)).get(nodeId);
  if (!node || !maySeeNode(call, node.path) || node.level !== 'entity') throw notFound('series');
  requireAt(call, 'accounting.settings.manage', node.path);
  await ensureSeries(call, nodeId, document);
  await lockSeries(call, nodeId, document);
  return node;
}

/** At most one series is the usual one; without any it is the main one. */
async function clearDefault(call: Call, nodeId: string): Promise<void> {
  await call.database
    .updateTable('numberSeries')
    .set({ isDefault: false })
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', document)
    .where('isDefault', '=', true)
    .execute();
}

function trace(call: Call, node: Node, before: object | undefined, after: object): void {
  leaveTraces(call, {
    section: 'numbering',
    action: before ? 'numbering.updated' : 'numbering.created',
    kind: 'number_series',
    id: node.id,
    scopePath: node.path,
    before,
    after,
  });
}

/** Adds a series of invoices to an entity; its numbers can never be those of another. */
export async function addInvoiceSeries(call: Call, nodeId: string, body: SeriesCreate): Promise<void> {
  const node = await holdEntity(call, nodeId);
  const { code, pattern } = body;
  if (code === mainSeries || (await lockSeries(call, nodeId, document, code))) {
    throw invalidFields([fieldProblem('code', 'already_exists')]);
  }
  await refuseCollision(call, { nodeId, code, pattern });
  const isDefault = body.isDefault === true;
  if (isDefault) await clearDefault(call, nodeId);
  const row = {
    code,
    name: body.name ?? null,
    pattern,
    isDefault,
    nextNumber: BigInt(body.nextNumber ?? 1),
  };
  await call.database
    .insertInto('numberSeries')
    .values({ orgId: call.orgId, nodeId, document, ...row, updatedAt: instant(call) })
    .execute();
  trace(call, node, undefined, { document, ...row });
}

/** What a patch makes of a series: out of use it is not the usual one, and the main one stays in use. */
function changesOf(code: string, given: SeriesPatch) {
  if (code === mainSeries && given.active === false) {
    throw invalidFields([fieldProblem('active', 'not_allowed')]);
  }
  const { name, pattern, active } = given;
  const isDefault = active === false ? false : given.isDefault;
  return { name, pattern, active, isDefault };
}

/** Changes a series of an entity's invoices. It only moves forward, and keeps its code: issued invoices name it. */
export async function changeInvoiceSeries(
  call: Call,
  nodeId: string,
  code: string,
  given: SeriesPatch,
  ifMatch: number | null,
): Promise<void> {
  const node = await holdEntity(call, nodeId);
  const row = await lockSeries(call, nodeId, document, code);
  if (!row) throw notFound('series');
  requireVersion(row, ifMatch);
  const nextNumber = given.nextNumber === undefined ? row.nextNumber : BigInt(given.nextNumber);
  requireForward(row, nextNumber);
  if (given.pattern !== undefined) await refuseCollision(call, { nodeId, code, pattern: given.pattern });
  const wanted = changesOf(code, given);
  if (wanted.isDefault && !row.active && wanted.active !== true) {
    throw invalidFields([fieldProblem('isDefault', 'inactive')]);
  }
  const change = differing(row, { ...wanted, nextNumber });
  if (change === null) return;
  if (change.after.isDefault === true) await clearDefault(call, nodeId);
  await call.database
    .updateTable('numberSeries')
    .set({ ...change.after, version: row.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', document)
    .where('code', '=', code)
    .execute();
  trace(call, node, { document, code, ...change.before }, { document, code, ...change.after });
}
