import { addJob, type Call, instant } from '../access/call.ts';
import type { Pool } from '../database/database.ts';
import { newId } from '../database/id.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queue } from '../jobs/queue.ts';
import { contentOf, type MailDraft } from './draft.ts';
import { sendMail } from './send-mail-kind.ts';

/**
 * Queues a mail in the call's own transaction: it is sent if and only if that commits. Answers the mail's id.
 * Throws a RangeError for anything but one well-formed address.
 */
export async function queueMail(call: Call, draft: MailDraft): Promise<string> {
  const id = newId(call.now.getTime());
  const row = { ...contentOf(draft), orgId: call.orgId, id, createdAt: instant(call) };
  await call.database.insertInto('mail').values(row).execute();
  addJob(call, { name: sendMail.name, data: { orgId: call.orgId, mailId: id } });
  return id;
}

/** Queues a mail for somebody of whom no company is known yet, like a password reset, in a transaction of its own. */
export async function queueMailBeforeSignIn(
  pool: Pool,
  queue: Queue,
  draft: MailDraft,
  now: Date = new Date(),
): Promise<string> {
  const id = newId(now.getTime());
  const row = { ...contentOf(draft), id, createdAt: now.toISOString() };
  await inTransaction(pool, { mode: 'sign-in' }, { access: 'write' }, async (database) => {
    await database.insertInto('authMail').values(row).execute();
    await queue.enqueue({ database }, sendMail.name, { mailId: id });
  });
  return id;
}
