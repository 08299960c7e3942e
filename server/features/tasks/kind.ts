import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { fieldProblem } from '#domain/field-errors.ts';
import { uuid } from '#domain/fields.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Recurrence } from '#domain/recurrence.ts';
import { taskPriorities, taskRecordKinds, taskStatuses } from '#domain/tasks.ts';
import { may } from '#platform/access/can.ts';
import { attachedTable } from '#records/attached.ts';
import { type Change, type RecordKind, recordKind, type Values } from '#records/kind.ts';
import { timelineIds } from '#records/timeline-heirs.ts';
import { recordTitles } from './queries-titles.ts';

/** What the whole task must be, whichever fields were named; a time belongs to a date, a series begins on one. */
function refuseWithoutDate({ dueDate, dueTime, recurrence }: Values): void {
  if (dueDate) return;
  if (dueTime || recurrence) throw invalidFields([fieldProblem('dueDate', 'required')]);
}

/** A series is reckoned from the date that it was given with: putting off one occurrence does not move the others. */
function anchorOf(merged: Values, { current, given }: Change): Values {
  const { recurrence, dueDate, anchorDate } = merged;
  if (!recurrence) return { anchorDate: null };
  if (current !== null && given.recurrence === undefined) return {};
  const { ends } = recurrence as Recurrence;
  if (ends && ends < (dueDate as string))
    throw invalidFields([fieldProblem('recurrence.ends', 'before_start')]);
  return { anchorDate: current === null ? (anchorDate ?? dueDate) : dueDate };
}

export const taskKind: RecordKind = recordKind({
  name: 'task',
  table: 'task',
  path: '/tasks',
  module: 'crm',
  capability: 'crm.tasks',
  titleColumn: 'subject',
  searchable: true,
  fields: {
    subject: { type: 'text', sort: 'required' },
    description: { type: 'text' },
    dueDate: { type: 'date', filter: true, sort: 'nullable' },
    dueTime: { type: 'text' },
    priority: { type: 'choice', values: taskPriorities, filter: true },
    status: { type: 'choice', values: taskStatuses, filter: true, readOnly: true },
    doneAt: { type: 'instant', filter: true, sort: 'nullable', readOnly: true },
    doneBy: { type: 'reference', to: 'member', readOnly: true },
    recordKind: { type: 'choice', values: taskRecordKinds },
    recordId: { type: 'text' },
    recurrence: { type: 'json' },
    previousId: { type: 'text', readOnly: true },
  },
  filters: {
    // A record's tasks are also those of the records whose past it carries on.
    recordId: {
      schema: uuid,
      async condition(call, value) {
        const ids = await timelineIds(call, value as string);
        return sql<SqlBool>`task.record_id = any (${ids}::uuid[])`;
      },
    },
    recordKind: {
      schema: z.enum(taskRecordKinds as [string, ...string[]]),
      condition: async (call, value) => sql<SqlBool>`(task.record_kind = ${value} or task.record_id in (
        select source_id from timeline_heir where org_id = ${call.orgId} and heir_kind = ${value}))`,
    },
  },
  searchText: (row) => [row.subject as string, row.description as string | null],
  prepare(_call, merged, change) {
    refuseWithoutDate(merged);
    return { priority: merged.priority ?? 'normal', ...anchorOf(merged, change) };
  },
  derived: {
    schema: { recordTitle: z.string().nullable() },
    async values(call, rows) {
      const titles = await recordTitles(call, rows as unknown as { recordKind: string; recordId: string }[]);
      return rows.map(({ recordId }) => ({ recordTitle: titles.get(recordId as string) ?? null }));
    },
  },
  abilities(call, row) {
    const can = row.archivedAt === null && may(call, 'crm.tasks.edit', row);
    return { complete: can && row.status === 'open', reopen: can && row.status === 'done' };
  },
});

attachedTable('task');
