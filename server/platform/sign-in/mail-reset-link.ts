import { loadMember } from '../access/principal.ts';
import type { Config } from '../config/config.ts';
import type { Pool } from '../database/database.ts';
import type { Queue } from '../jobs/queue.ts';
import { composeMail } from '../mail/mail-html.ts';
import { queueMailBeforeSignIn } from '../mail/queue-mail.ts';
import type { Membership } from './types.ts';

type Words = { subject: string; hello(name: string): string; why: string; label: string; footer: string };

const words: Record<'en' | 'ar', Words> = {
  en: {
    subject: 'Set a new password for Parley',
    hello: (name) => `Hello ${name},`,
    why: 'somebody, probably you, asked for a new password. This link works once, within one hour.',
    label: 'Set a new password',
    footer: 'If it was not you, do nothing: your password stays as it is.',
  },
  ar: {
    subject: 'تعيين كلمة مرور جديدة في بارلي',
    hello: (name) => `مرحبًا ${name}،`,
    why: 'طلب شخصٌ ما، والأرجح أنه أنت، كلمة مرور جديدة. يعمل هذا الرابط مرة واحدة خلال ساعة.',
    label: 'تعيين كلمة مرور جديدة',
    footer: 'إن لم تطلب ذلك فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.',
  },
};

/** The page on which a reset token is used. */
export function resetLink(config: Pick<Config, 'publicUrl'>, token: string): string {
  return `${config.publicUrl}/reset-password?token=${encodeURIComponent(token)}`;
}

/** Mails the link by which a member sets a new password, in their language; a deactivated member gets none. */
export async function mailResetLink(
  { config, pool, queue }: { config: Config; pool: Pool; queue: Queue },
  to: { email: string; membership: Membership },
  token: string,
): Promise<void> {
  const member = await loadMember(pool, to.membership.orgId, to.membership.memberId);
  if (!member) return;
  const { subject, hello, why, label, footer } = words[member.locale];
  const page = composeMail({
    locale: member.locale,
    heading: subject,
    paragraphs: [hello(member.actor.name), why],
    action: { label, url: resetLink(config, token) },
    footer,
  });
  await queueMailBeforeSignIn(pool, queue, { to: to.email, subject, ...page });
}
