import { composeMail } from '#platform/mail/mail-html.ts';

type Words = {
  subject(company: string): string;
  text(inviter: string, company: string): string;
  label: string;
  footer: string;
};

const words: Record<'en' | 'ar', Words> = {
  en: {
    subject: (company) => `You are invited to ${company} on Parley`,
    text: (inviter, company) =>
      `${inviter} invites you to work with ${company} on Parley. The link works once, within seven days.`,
    label: 'Accept the invitation',
    footer: 'If you do not know who this is, do nothing.',
  },
  ar: {
    subject: (company) => `دعوة إلى ${company} على بارلي`,
    text: (inviter, company) =>
      `يدعوك ${inviter} إلى العمل مع ${company} على بارلي. يعمل الرابط مرة واحدة خلال سبعة أيام.`,
    label: 'قبول الدعوة',
    footer: 'إن كنت لا تعرف صاحب الدعوة فلا تفعل شيئًا.',
  },
};

/** The mail to somebody who is no member yet, in the language of whoever invites them. */
export function invitationMail(
  locale: 'en' | 'ar',
  { inviter, company, url }: { inviter: string; company: string; url: string },
): { subject: string; text: string; html: string } {
  const { subject, text, label, footer } = words[locale];
  const page = composeMail({
    locale,
    heading: subject(company),
    paragraphs: [text(inviter, company)],
    action: { label, url },
    footer,
  });
  return { subject: subject(company), ...page };
}
