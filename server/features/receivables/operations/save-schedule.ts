import type { ReminderScheduleBody } from '#domain/receivables.ts';
import { rootPath } from '#domain/scope.ts';
import { today } from '#domain/time-zones.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { companyTimeZone } from '#records/entity-calendar.ts';
import { requireVersion } from '#records/read-record.ts';
import { type Schedule, scheduleOf } from '../queries-schedule.ts';

/** Changes when customers are reminded. Switched on, it begins with what falls due for a reminder from today on. */
export async function saveSchedule(
  call: Call,
  { enabled, steps }: ReminderScheduleBody,
  ifMatch: number | null,
): Promise<Schedule> {
  requireAt(call, 'accounting.settings.manage', rootPath);
  const before = await scheduleOf(call);
  requireVersion(before, ifMatch);
  const since = before.enabled ? before.enabledOn : today(call.now, await companyTimeZone(call));
  const columns = {
    enabled,
    enabledOn: enabled ? since : null,
    steps: JSON.stringify(steps),
    version: before.version + 1,
    updatedAt: instant(call),
  };
  await call.database
    .insertInto('reminderSchedule')
    .values({ orgId: call.orgId, ...columns })
    .onConflict((conflict) => conflict.column('orgId').doUpdateSet(columns))
    .execute();
  audit(call, {
    action: 'settings.reminders.updated',
    recordKind: 'reminder_schedule',
    before: { enabled: before.enabled, steps: before.steps },
    after: { enabled, steps },
  });
  announce(call, { type: 'settings.changed', payload: { section: 'reminders' } });
  return scheduleOf(call);
}
