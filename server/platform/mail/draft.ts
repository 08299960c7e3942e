/** A mail to one person. Whoever writes to many queues many. */
export type MailDraft = {
  to: string;
  subject: string;
  text: string;
  html?: string;
};

/** What is kept of a draft. */
export type MailContent = { recipient: string; subject: string; bodyText: string; bodyHtml: string | null };

const longestSubject = 250;
const addressPattern = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
// Everything that could end a header or fold it: control characters (Cc) and the two separators of Unicode.
const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** A text fit for one header line: what the author meant as a line break is a space. */
export function headerText(text: string): string {
  return text.replace(breaks, ' ').trim().slice(0, longestSubject);
}

/** Whether this is exactly one address, with nothing hidden in it that a mail server could take for more. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && addressPattern.test(text) && headerText(text) === text;
}

/** Checks and cleans a draft. Throws a RangeError when it is not addressed to exactly one person. */
export function contentOf({ to, subject, text, html }: MailDraft): MailContent {
  if (!isMailAddress(to)) throw new RangeError('A mail needs exactly one well-formed address.');
  // PostgreSQL keeps no U+0000, and no mail needs one.
  const kept = (body: string) => body.replaceAll('\u0000', '');
  return {
    recipient: to,
    subject: headerText(subject),
    bodyText: kept(text),
    bodyHtml: html === undefined ? null : kept(html),
  };
}
