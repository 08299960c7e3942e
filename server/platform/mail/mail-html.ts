export type MailPage = {
  locale: 'en' | 'ar';
  heading: string;
  paragraphs: readonly string[];
  /** One thing to do; its address must be http or https. */
  action?: { label: string; url: string };
  /** Small print: who sends this, and why. */
  footer?: string;
  /** `#rrggbb`; Parley's own blue when absent. */
  accentColour?: string;
};

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}

function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new RangeError('A link in a mail must be a web address.');
  return href;
}

function colour(given: string | undefined): string {
  return given !== undefined && /^#[0-9a-f]{6}$/i.test(given) ? given : '#2563eb';
}

/** The plain text of a mail, for the reader who wants no HTML and for the filter that distrusts its absence. */
export function mailText({ heading, paragraphs, action, footer }: MailPage): string {
  const link = action ? [`${action.label}:\n${webAddress(action.url)}`] : [];
  const end = footer ? [`-- \n${footer}`] : [];
  return `${[heading, ...paragraphs, ...link, ...end].join('\n\n')}\n`;
}

/**
 * A mail as HTML, right to left for Arabic. Everything given is text and is escaped. Styles stand in the elements,
 * since many mail readers drop all others, and a table centres it, since some know nothing else.
 */
export function mailHtml(page: MailPage): string {
  const direction = page.locale === 'ar' ? 'rtl' : 'ltr';
  const side = page.locale === 'ar' ? 'right' : 'left';
  const font = "font-family:'Segoe UI',Tahoma,Arial,sans-serif";
  const paragraphs = page.paragraphs.map(
    (text) =>
      `<p style="margin:0 0 16px;font-size:16px;line-height:1.6">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`,
  );
  const button = `display:inline-block;padding:12px 24px;border-radius:6px;background:${colour(page.accentColour)};color:#ffffff;font-size:16px;text-decoration:none`;
  const action = page.action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(webAddress(page.action.url))}" style="${button}">${escapeHtml(page.action.label)}</a></p>`
    : '';
  const footer = page.footer
    ? `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e5e7eb;font-size:13px;line-height:1.5;color:#6b7280">${escapeHtml(page.footer)}</p>`
    : '';
  return `<!doctype html>
<html lang="${page.locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.heading)}</title>
</head>
<body style="margin:0;padding:24px;background:#f3f4f6">
<table role="presentation" dir="${direction}" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:8px">
<tr><td style="padding:32px;${font};color:#111827;text-align:${side}">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(page.heading)}</h1>
${paragraphs.join('\n')}
${action}
${footer}
</td></tr>
</table>
</body>
</html>
`;
}

/** Both bodies of a mail from one description of it. */
export function composeMail(page: MailPage): { text: string; html: string } {
  return { text: mailText(page), html: mailHtml(page) };
}
