import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMail, mailHtml } from './mail-html.ts';

const page = { locale: 'en' as const, heading: 'Reset your password', paragraphs: ['Hello.', 'It was you?'] };

test('Whatever stands in a name or a text stays text', () => {
  const hostile = `<script>alert(1)</script>"'&`;
  const html = mailHtml({
    ...page,
    heading: hostile,
    paragraphs: [hostile],
    footer: hostile,
    action: { label: hostile, url: `https://crm.example/?a="><script>alert(1)</script>&b='` },
  });
  assert.doesNotMatch(html, /<script/);
  assert.equal(html.match(/&lt;script&gt;/g)?.length, 5);
});

test('Arabic runs from right to left, English from left to right', () => {
  assert.match(
    mailHtml({ ...page, locale: 'ar', heading: 'أعد تعيين كلمة المرور' }),
    /<html lang="ar" dir="rtl">[\s\S]*text-align:right/,
  );
  assert.match(mailHtml(page), /<html lang="en" dir="ltr">[\s\S]*text-align:left/);
});

test('A button leads to the web and nowhere else', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/relative']) {
    assert.throws(() => mailHtml({ ...page, action: { label: 'Go', url } }), url);
  }
});

test('A colour that is none is not written into a style', () => {
  assert.match(
    mailHtml({ ...page, action: { label: 'Go', url: 'https://a.example' }, accentColour: '#00aa11' }),
    /background:#00aa11/,
  );
  const bad = mailHtml({
    ...page,
    action: { label: 'Go', url: 'https://a.example' },
    accentColour: 'red;x:expression(1)',
  });
  assert.doesNotMatch(bad, /expression/);
});

test('The plain text says the same, with the address spelled out', () => {
  const { text } = composeMail({
    ...page,
    action: { label: 'Choose a password', url: 'https://crm.example/reset/t' },
  });
  assert.equal(
    text,
    'Reset your password\n\nHello.\n\nIt was you?\n\nChoose a password:\nhttps://crm.example/reset/t\n',
  );
});
