import { cleanFileName } from '#domain/files.ts';
import { Problem } from '#domain/problems.ts';
import type { StatementSendBody } from '#domain/receivables.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { sendMessage } from '#features/communicate/operations/send-message.ts';
import { type PdfContext, storePdf } from '#features/documents/operations/prepare-pdf.ts';
import { renderContent } from '#features/documents/operations/render-content.ts';
import { languageOf, recipientOf } from '#features/quotes/queries-recipient.ts';
import { audit, type Call } from '#platform/access/call.ts';
import { requireCapability } from '#platform/access/can.ts';
import type { OnceContext } from '#platform/http/endpoint.ts';
import { composeMail } from '#platform/mail/mail-html.ts';
import { keepObject } from '#platform/store/stored-objects.ts';
import type { RecordRow } from '#records/kind.ts';
import { getRecord, lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { statementContent } from '../statement-content.ts';
import { words } from '../words.ts';

/** The primary contact of an account, who gets its statements; null where there is none. */
async function primaryContact(call: Call, accountId: string): Promise<string | null> {
  const row = await call.database
    .selectFrom('contact')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('accountId', '=', accountId)
    .where('isPrimary', '=', true)
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function addressee(call: Call, account: RecordRow) {
  const contactId = await primaryContact(call, account.id);
  const recipient = await recipientOf(call, { ...account, contactId, accountId: account.id, leadId: null });
  if (recipient.email === null) {
    throw new Problem('no_recipient', {
      detail: 'Neither the account nor its primary contact has a usable email address.',
      reason: recipient.noEmail,
    });
  }
  return { ...recipient, email: recipient.email };
}

/**
 * Sends a statement of account as PDF to the account's primary contact, or to the account itself. It is not kept among the
 * account's files: whoever sees an account need not see its books. Refuses with `no_recipient` where there is no address.
 */
export async function sendStatement<Answer>(
  context: PdfContext & Pick<OnceContext, 'once'>,
  accountId: string,
  { body, ifMatch }: { body: StatementSendBody; ifMatch: number | null },
  answer: (call: Call, sent: { messageId: string }) => Promise<Answer>,
): Promise<Answer> {
  const { content, language } = await context.inCall('read', async (call) => {
    requireCapability(call, 'accounting.invoices.send');
    const account = await getRecord(call, accountKind, accountId);
    requireVersion(account, ifMatch);
    requireActive(account);
    await addressee(call, account);
    const chosen = body.language ?? (await languageOf(call, { ...account, language: null }));
    return {
      content: await statementContent(call, accountId, { ...body, language: chosen }),
      language: chosen,
    };
  });
  const pdf = await storePdf(context, await renderContent(context.services, content));
  return context.once(async (call) => {
    const account = await lockRecord(call, accountKind, accountId);
    requireVersion(account, ifMatch);
    requireActive(account);
    const recipient = await addressee(call, account);
    const own = words[language];
    const name = cleanFileName(`${own.statementName} ${account.name} ${body.to}.pdf`);
    await keepObject(call, pdf.key);
    const seller = content.seller.name ?? 'Parley';
    const facts = { seller, name: recipient.name };
    const subject = own.statementSubject(facts);
    const page = composeMail({
      locale: language,
      heading: subject,
      paragraphs: (body.message ?? own.statement(facts)).split(/\n{2,}/),
      footer: own.footer(seller),
      ...(content.branding.accent ? { accentColour: content.branding.accent } : {}),
    });
    const message = await sendMessage(call, {
      channel: 'email',
      to: recipient.email,
      subject,
      body: page.text,
      html: page.html,
      attachments: [{ key: pdf.key, name, contentType: 'application/pdf' }],
      recordKind: 'account',
      recordId: account.id,
      ...(recipient.record ? { recipient: recipient.record } : {}),
    });
    audit(call, {
      action: 'account.statement_sent',
      recordKind: 'account',
      recordId: account.id,
      scopePath: account.scopePath,
      after: { from: body.from, to: body.to, currency: body.currency, balance: content.totals.total },
    });
    return answer(call, { messageId: message.id });
  });
}
