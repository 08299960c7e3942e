import type { SendLanguage } from '#domain/sends.ts';
import { isWithdrawn } from '#features/communicate/queries-suppression.ts';
import type { Call } from '#platform/access/call.ts';
import { isMailAddress } from '#platform/mail/draft.ts';
import { kindNamed, type RecordRow } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';

export const noMailReasons = ['nobody', 'no_email', 'suppressed'] as const;
export const noSmsReasons = ['no_contact', 'no_mobile', 'suppressed'] as const;

/** Whom a document goes to, and why it cannot where it cannot. */
export type Recipient = {
  /** The record that is written to. */
  record: { kind: 'contact' | 'account' | 'lead'; id: string } | null;
  name: string | null;
  email: string | null;
  noEmail: (typeof noMailReasons)[number] | null;
  /** E.164. */
  mobile: string | null;
  noSms: (typeof noSmsReasons)[number] | null;
};

async function seen(
  call: Call,
  kind: 'contact' | 'account' | 'lead',
  id: unknown,
): Promise<RecordRow | null> {
  return typeof id === 'string' ? findRecord(call, kindNamed(kind), id) : null;
}

async function mobileOf(call: Call, contact: RecordRow | null): Promise<Pick<Recipient, 'mobile' | 'noSms'>> {
  if (!contact) return { mobile: null, noSms: 'no_contact' };
  const row = await call.database
    .selectFrom('contact')
    .select('mobileE164')
    .where('orgId', '=', call.orgId)
    .where('id', '=', contact.id)
    .executeTakeFirst();
  const mobile = row?.mobileE164 ?? null;
  if (mobile === null) return { mobile, noSms: 'no_mobile' };
  return { mobile, noSms: (await isWithdrawn(call, 'sms', mobile)) ? 'suppressed' : null };
}

const usable = (row: RecordRow | null) => {
  const email = typeof row?.email === 'string' ? row.email.trim() : '';
  return email !== '' && isMailAddress(email) ? email : null;
};

/**
 * Whom a document is sent to: its contact, or where that has no address its account or its lead. Only what the actor sees
 * counts; a text message goes to the contact alone.
 */
export async function recipientOf(call: Call, document: RecordRow): Promise<Recipient> {
  const contact = await seen(call, 'contact', document.contactId);
  const account = await seen(call, 'account', document.accountId);
  const lead = await seen(call, 'lead', document.leadId);
  const known = [
    ...(contact ? [{ kind: 'contact' as const, row: contact, name: contact.displayName as string }] : []),
    ...(account ? [{ kind: 'account' as const, row: account, name: account.name as string }] : []),
    ...(lead ? [{ kind: 'lead' as const, row: lead, name: lead.displayName as string }] : []),
  ];
  const found = known.find(({ row }) => usable(row)) ?? known[0];
  const email = found ? usable(found.row) : null;
  const blocked = email !== null && (await isWithdrawn(call, 'email', email));
  return {
    record: found ? { kind: found.kind, id: found.row.id } : null,
    name: (contact?.displayName as string | undefined) ?? found?.name ?? null,
    email,
    noEmail: !found ? 'nobody' : email === null ? 'no_email' : blocked ? 'suppressed' : null,
    ...(await mobileOf(call, contact)),
  };
}

/** The language that a document's message is written in where nobody chose one: the document's, or the company's. */
export async function languageOf(call: Call, document: RecordRow): Promise<SendLanguage> {
  const { language } = document;
  if (language === 'en' || language === 'ar') return language;
  const { locale } = await call.database
    .selectFrom('organisation')
    .select('locale')
    .where('orgId', '=', call.orgId)
    .executeTakeFirstOrThrow();
  return locale === 'ar' ? 'ar' : 'en';
}
