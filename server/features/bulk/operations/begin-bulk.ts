import { sql } from 'kysely';
import { type BulkBody, mostInBulk } from '#domain/bulk.ts';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import { beginBackgroundJob } from '#platform/jobs/background-job.ts';
import { capabilityOf, type RecordKind } from '#records/kind.ts';
import { listConditions } from '#records/list-conditions.ts';
import { filterQuery, type ListQuery } from '#records/list-query.ts';
import { bulkJobKind } from '../job-kind.ts';
import { valuesOf } from '../values.ts';

/** Which capability the whole change needs; each record asks for it again. */
export function bulkVerb(action: BulkBody['action']): 'edit' | 'delete' {
  return action === 'archive' || action === 'restore' ? 'delete' : 'edit';
}

/** Begins to change many records: fixes which ones, and leaves the work to a job. */
export async function beginBulk(
  call: Call,
  kind: RecordKind,
  body: BulkBody,
): Promise<{ jobId: string; total: number }> {
  requireCapability(call, capabilityOf(kind, bulkVerb(body.action)));
  const given = valuesOf(kind, body);
  const filter = body.filter && readFilter(kind, body.filter);
  const { jobId } = await beginBackgroundJob(call, {
    kind: bulkJobKind,
    params: { kind: kind.name, action: body.action },
  });
  await call.database
    .insertInto('bulkChange')
    .values({
      orgId: call.orgId,
      id: jobId,
      kind: kind.name,
      action: body.action,
      given: JSON.stringify(given),
      createdAt: instant(call),
    })
    .execute();
  const total = filter
    ? await takeMatching(call, kind, jobId, filter)
    : await takeIds(call, jobId, body.ids ?? []);
  audit(call, {
    action: `${kind.name}.bulk_begun`,
    recordKind: 'job',
    recordId: jobId,
    after: { action: body.action, values: given, filter: body.filter ?? null, total },
  });
  return { jobId, total };
}

function readFilter(kind: RecordKind, filter: Record<string, string>): ListQuery {
  const parsed = filterQuery(kind).safeParse(filter);
  if (parsed.success) return parsed.data as ListQuery;
  throw invalidFields(
    fieldErrors(parsed.error, filter).map((problem) => ({ ...problem, path: `filter.${problem.path}` })),
  );
}

/** Ids that name nothing are taken too: each of them is told as refused. */
async function takeIds(call: Call, changeId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql`
    insert into bulk_item (org_id, change_id, record_id)
    select distinct ${call.orgId}::uuid, ${changeId}::uuid, id from unnest(${ids}::uuid[]) as id returning 1
  `.execute(call.database);
  return rows.length;
}

/** One statement takes all that the list has at this moment; what matches later is not touched. */
async function takeMatching(
  call: Call,
  kind: RecordKind,
  changeId: string,
  query: ListQuery,
): Promise<number> {
  const conditions = await listConditions(call, kind, query);
  const { numAffectedRows } = await sql`
    insert into bulk_item (org_id, change_id, record_id)
    select org_id, ${changeId}::uuid, id from ${sql.table(kind.table)}
    where ${sql.join(conditions, sql` and `)} limit ${mostInBulk + 1}
  `.execute(call.database);
  const total = Number(numAffectedRows ?? 0);
  if (total > mostInBulk) throw invalidFields([fieldProblem('filter', 'too_many', { max: mostInBulk })]);
  return total;
}
