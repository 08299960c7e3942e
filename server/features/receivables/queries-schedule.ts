import { sql } from 'kysely';
import type { ReminderStep } from '#domain/receivables.ts';
import { today } from '#domain/time-zones.ts';
import type { Call } from '#platform/access/call.ts';
import { entityTimeZones } from '#records/entity-calendar.ts';

export type Schedule = { enabled: boolean; enabledOn: string | null; steps: ReminderStep[]; version: number };

/** What most companies begin with; nothing is sent before somebody switches it on. */
const usual: Schedule = {
  enabled: false,
  enabledOn: null,
  steps: [3, 14, 30].map((days) => ({ days, texts: { en: null, ar: null } })),
  version: 0,
};

/** When customers are reminded; version 0 is what Parley proposes. */
export async function scheduleOf(call: Call): Promise<Schedule> {
  const row = await call.database
    .selectFrom('reminderSchedule')
    .select(['enabled', 'enabledOn', 'steps', 'version'])
    .where('orgId', '=', call.orgId)
    .executeTakeFirst();
  if (!row) return usual;
  const steps = (row.steps as ReminderStep[]).toSorted((a, b) => a.days - b.days);
  return { ...row, steps };
}

export type DueReminder = { invoiceId: string; ownerId: string | null; days: number };

/**
 * Invoices for which a step of the schedule has come, with the latest such step, in the order of their ids. A step whose day
 * lay before reminders were switched on never comes.
 */
export async function dueReminders(
  call: Call,
  { steps, enabledOn }: Schedule,
  after: string | null,
  most: number,
): Promise<DueReminder[]> {
  const zones = [...(await entityTimeZones(call))];
  const ids = zones.map(([id]) => id);
  const dates = zones.map(([, zone]) => today(call.now, zone));
  const days = steps.map((step) => step.days);
  const { rows } = await sql<DueReminder>`
    select invoice.id as invoice_id, invoice.owner_id, max(step.days) as days
    from invoice
      join unnest(${ids}::uuid[], ${dates}::date[]) as entity_day (id, today) on entity_day.id = invoice.entity_id
      join unnest(${days}::int[]) as step (days)
        on invoice.due_date + step.days <= entity_day.today and invoice.due_date + step.days >= ${enabledOn}::date
    where invoice.org_id = ${call.orgId} and invoice.status in ('issued', 'partially_paid')
      and invoice.archived_at is null and invoice.due_date < entity_day.today and invoice.balance_minor > 0
      and (${after}::uuid is null or invoice.id > ${after}::uuid)
      and not exists (select from reminder_pause p where p.org_id = invoice.org_id and p.invoice_id = invoice.id)
      and not exists (select from invoice_reminder r
        where r.org_id = invoice.org_id and r.invoice_id = invoice.id and r.step_days >= step.days)
    group by invoice.id, invoice.owner_id order by invoice.id limit ${most}`.execute(call.database);
  return rows;
}

export function remindersOf(call: Call, invoiceId: string) {
  return call.database
    .selectFrom('invoiceReminder')
    .select(['id', 'stepDays', 'outcome', 'messageId', 'createdAt', 'createdBy'])
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoiceId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

export function findPause(call: Call, invoiceId: string) {
  return call.database
    .selectFrom('reminderPause')
    .select(['reason', 'createdAt', 'createdBy'])
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoiceId)
    .executeTakeFirst();
}
