import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

const paragraph = (...content: unknown[]) => ({ type: 'doc', content: [{ type: 'paragraph', content }] });
const link = (href: string) =>
  paragraph({ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] });

/** Bad values of a rich text. */
const rich: FieldCase[] = [
  ['body', 17, 'invalid_type'],
  ['body', 'a\u0007b', 'invalid_characters'],
  ['body', 'x'.repeat(50_001), 'too_long'],
  ['body', { type: 'doc' }, 'not_allowed'],
  ['body', { type: 'doc', content: [{ type: 'image', attrs: { src: '/x' } }] }, 'not_allowed'],
  ['body', link('javascript:alert(1)'), 'invalid_url'],
  ['body', link('/leads'), 'invalid_url'],
];

const written: FieldCase[] = [
  ...bad.line('subject', 200),
  ...rich,
  ...bad.instant('at'),
  ['at', '', 'required'],
];

const place: FieldCase[] = [
  ['recordKind', 'planet', 'not_allowed'],
  ...bad.requiredLine('recordKind', 40),
  ...bad.id('recordId'),
  ['recordId', null, 'required'],
];

const conversation: FieldCase[] = [
  ...bad.whole('durationMinutes', 10_080),
  ...bad.word('direction'),
  ...bad.line('outcome', 120),
  ['contactIds', 'all', 'invalid_type'],
  ['contactIds', ['17'], 'invalid_format', 'contactIds.0'],
  ['contactIds', [someId, someId], 'duplicate'],
  ['contactIds', Array(51).fill(someId), 'too_many'],
];

/** Bad values of what people write down and of how they are told. */
export const workFields: Readonly<Record<string, readonly FieldCase[]>> = {
  'POST /activities': [...place, ...bad.requiredWord('type'), ...written, ...conversation],
  'PATCH /activities/:id': [
    ...written,
    ...conversation,
    ['type', 'call', 'unknown_field'],
    ['outcome', 'won the lottery', 'unknown_value'],
    ['contactIds', [someId], 'not_found', 'contactIds.0'],
  ],
  'PATCH /files/:id': [
    ...bad.requiredLine('name', 180),
    ['name', 'a/b.txt', 'invalid_characters'],
    ['name', 'offer\u202efdp.txt', 'invalid_characters'],
    ['name', 'picture.png', 'disguised_file'],
    ['name', 'setup.exe', 'dangerous_file'],
    ['recordId', someId, 'unknown_field'],
  ],
  'POST /notes': [...place, ...written, ['direction', 'in', 'unknown_field']],
  'PATCH /notes/:id': [...written, ['recordId', someId, 'unknown_field']],
  'POST /notifications/read': [
    ['ids', 'all', 'invalid_type'],
    ['ids', [], 'too_few'],
    ['ids', ['17'], 'invalid_format', 'ids.0'],
    ['ids', Array(201).fill(someId), 'too_many'],
    ['all', true, 'required', 'ids'],
    ['all', false, 'unknown_value'],
  ],
  'PUT /notification-preferences': [
    ['items', 'all', 'invalid_type'],
    ['items', [], 'too_few'],
    ['items', null, 'required'],
    ['items', Array(50).fill({ type: 'mentioned', inApp: true, email: true }), 'too_many'],
    ['items', Array(2).fill({ type: 'mentioned', inApp: true, email: true }), 'duplicate'],
    ...bad.requiredWord('items.0.type'),
    ...bad.flag('items.0.inApp'),
    ...bad.flag('items.0.email'),
    ['items.0.sms', true, 'unknown_field'],
  ],
};
