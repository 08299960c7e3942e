import { type InvoiceStatus, isOverdue } from '#domain/invoices.ts';
import { formatMinor } from '#domain/money.ts';
import { illegalTransition, Problem } from '#domain/problems.ts';
import type { RemindBody, ReminderStep } from '#domain/receivables.ts';
import { type PdfContext, preparePdf } from '#features/documents/operations/prepare-pdf.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { deliverDocument } from '#features/quotes/operations/deliver-document.ts';
import { keepAndLink, saysSomethingElse } from '#features/quotes/operations/keep-and-link.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import type { OnceContext } from '#platform/http/endpoint.ts';
import { todayAt } from '#records/entity-calendar.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf } from '#records/update-record.ts';
import { findPause } from '../queries-schedule.ts';
import { words } from '../words.ts';

/** Thrown where there is nothing to remind of any more: paid, paused or reminded meanwhile. */
export const nothingToRemind = Symbol('There is nothing to remind of any more.');

async function requireOverdue(call: Call, invoice: RecordRow): Promise<void> {
  const status = invoice.status as InvoiceStatus;
  const today = await todayAt(call, invoice.entityId as string);
  if (isOverdue(status, invoice.dueDate as string | null, today)) return;
  throw illegalTransition(status, 'reminded', []);
}

async function requireRemindable(
  call: Call,
  id: string,
  { hold, ifMatch }: { hold: boolean; ifMatch: number | null },
): Promise<RecordRow> {
  const invoice = await (hold ? lockRecord : getRecord)(call, invoiceKind, id);
  requireOn(call, 'accounting.invoices.send', invoice, viewOf(invoiceKind));
  requireVersion(invoice, ifMatch);
  requireActive(invoice);
  await requireOverdue(call, invoice);
  return invoice;
}

type Outcome = 'sent' | 'no_recipient' | 'suppressed';
type Reminded = { invoice: RecordRow; reminderId: string; outcome: Outcome };

async function alreadyAt(call: Call, invoiceId: string, days: number): Promise<boolean> {
  const row = await call.database
    .selectFrom('invoiceReminder')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoiceId)
    .where('stepDays', '>=', days)
    .executeTakeFirst();
  return row !== undefined;
}

type Kept = { step: ReminderStep | null; messageId: string | null; outcome: Outcome };

async function keepReminder(
  call: Call,
  invoice: RecordRow,
  { step, messageId, outcome }: Kept,
): Promise<string> {
  const id = newId(call.now.getTime());
  const { scopeId, scopePath } = invoice;
  await call.database
    .insertInto('invoiceReminder')
    .values({
      orgId: call.orgId,
      id,
      scopeId,
      scopePath,
      invoiceId: invoice.id,
      stepDays: step?.days ?? null,
      messageId,
      outcome,
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .execute();
  const facts = { reminderId: id, days: step?.days ?? null, outcome };
  audit(call, {
    action: 'invoice.reminded',
    recordKind: 'invoice',
    recordId: invoice.id,
    scopePath: invoice.scopePath,
    after: facts,
  });
  const { version, ownerId } = invoice;
  announce(call, {
    type: 'invoice.reminded',
    record: { kind: 'invoice', id: invoice.id, version, scopeId, scopePath, ownerId },
    payload: facts,
  });
  return id;
}

/**
 * Reminds a customer of an overdue invoice, by mail with its PDF and its link: by hand, or for a step of the schedule, which
 * happens once. A step is written down also where nobody could be written to; by hand that is refused.
 */
export async function remindOfInvoice<Answer>(
  context: PdfContext & Pick<OnceContext, 'once'>,
  id: string,
  { body, step, ifMatch }: { body: RemindBody; step: ReminderStep | null; ifMatch: number | null },
  answer: (call: Call, reminded: Reminded) => Promise<Answer>,
): Promise<Answer> {
  await context.inCall('read', (call) => requireRemindable(call, id, { hold: false, ifMatch }));
  const prepared = await preparePdf(context, 'invoice', id);
  try {
    return await context.once(async (call) => {
      const invoice = await requireRemindable(call, id, { hold: true, ifMatch });
      if (step && ((await findPause(call, id)) || (await alreadyAt(call, id, step.days))))
        throw nothingToRemind;
      const { pdf, url } = await keepAndLink(call, { kind: invoiceKind, row: invoice }, prepared);
      const balance = `${formatMinor(invoice.balanceMinor as bigint, invoice.currency as string)} ${invoice.currency}`;
      const { email } = await deliverDocument(
        call,
        {
          kind: invoiceKind,
          row: invoice,
          content: prepared.content,
          pdf,
          url,
          words: (language, { number, seller, name }) => {
            const of = { number, seller, name, balance, due: invoice.dueDate as string };
            const text = step?.texts[language] || words[language].reminder(of);
            return { subject: words[language].reminderSubject(of), text };
          },
        },
        body,
      );
      if (!email && !step) {
        throw new Problem('no_recipient', { detail: 'There is nobody with a usable email address.' });
      }
      const suppressed = email?.status === 'suppressed';
      const outcome = email ? (suppressed ? 'suppressed' : 'sent') : 'no_recipient';
      const reminderId = await keepReminder(call, invoice, { step, messageId: email?.id ?? null, outcome });
      return answer(call, { invoice, reminderId, outcome });
    });
  } catch (error) {
    if (error !== saysSomethingElse) throw error;
    throw new Problem('in_progress', { detail: 'Somebody is changing this invoice right now.' });
  }
}
