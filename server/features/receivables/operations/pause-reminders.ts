import type { ReminderPauseBody } from '#domain/receivables.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { lockRecord, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';

/** Leaves an invoice alone, for a reason, or has its customer reminded again. */
export async function pauseReminders(
  call: Call,
  id: string,
  { paused, reason = null }: ReminderPauseBody,
  ifMatch: number | null,
): Promise<void> {
  const invoice = await lockRecord(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.send', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  const { orgId } = call;
  const { scopeId, scopePath } = invoice;
  if (paused) {
    await call.database
      .insertInto('reminderPause')
      .values({
        ...{ orgId, invoiceId: id, scopeId, scopePath, reason },
        createdAt: instant(call),
        createdBy: call.actor.memberId,
      })
      .onConflict((conflict) => conflict.columns(['orgId', 'invoiceId']).doUpdateSet({ reason }))
      .execute();
  } else {
    await call.database
      .deleteFrom('reminderPause')
      .where('orgId', '=', orgId)
      .where('invoiceId', '=', id)
      .execute();
  }
  audit(call, {
    action: paused ? 'invoice.reminders_paused' : 'invoice.reminders_resumed',
    recordKind: 'invoice',
    recordId: id,
    scopePath,
    after: { reason },
  });
}
