import { sql } from 'kysely';
import { reachCondition } from '#platform/access/can.ts';
import { olderThan, timelineSource } from '#records/timeline.ts';

type Row = { id: string; at: string; subject: string; doneBy: string | null; name: string | null };

/** Tasks that were done stand on the timeline of the record that they were about. */
timelineSource({
  name: 'tasks',
  groups: ['task'],
  async items(call, ids, { before, limit }) {
    const reach = reachCondition(call, 'crm.tasks.view', 'task') ?? sql`true`;
    const older = before ? olderThan(before, 'task.doneAt', 'task.id') : sql`true`;
    const { rows } = await sql<Row>`
      select task.id, task.done_at as at, task.subject, task.done_by, member.name
      from task left join member on member.org_id = task.org_id and member.id = task.done_by
      where task.org_id = ${call.orgId} and task.record_id = any (${[...ids]}::uuid[])
        and task.done_at is not null and task.archived_at is null and ${reach} and ${older}
      order by task.done_at desc, task.id desc limit ${limit}`.execute(call.database);
    return rows.map(({ id, at, subject, doneBy, name }) => ({
      id,
      kind: 'task_done',
      at,
      actor: { kind: 'member', id: doneBy, name },
      record: { kind: 'task', id },
      subject,
    }));
  },
});
