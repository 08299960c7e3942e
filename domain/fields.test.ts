import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { accepted, refusalsOf } from '#test/build/field-cases.ts';
import { type FieldErrorCode, fieldErrorCodes, fieldErrors, fieldProblem } from './field-errors.ts';
import {
  amountToMinor,
  calendarDate,
  currencyCode,
  decimal,
  email,
  instant,
  limits,
  optionalDate,
  optionalDecimal,
  optionalEmail,
  optionalInstant,
  optionalPhone,
  optionalProse,
  optionalText,
  optionalUrl,
  optionalUuid,
  phone,
  prose,
  tags,
  text,
  url,
  uuid,
} from './fields.ts';
import { scopeBody } from './record-fields.ts';

test('text is trimmed and composed, and keeps every script', () => {
  assert.equal(accepted(text(10), '  Zoe\u0301 '), 'Zoé');
  assert.equal(accepted(text(30), "D'Arcy O'Brien-López"), "D'Arcy O'Brien-López");
  assert.equal(accepted(text(30), 'شركة الأمل'), 'شركة الأمل');
  assert.equal(accepted(text(30), '株式会社 🏢'), '株式会社 🏢');
  assert.equal(accepted(prose(30), ' a\r\nb\rc\td '), 'a\nb\nc\td');
  assert.equal(accepted(text(3), ' abc '), 'abc');
});

test('an emptied field means no value, and what is absent stays absent', () => {
  for (const schema of [
    optionalText(5),
    optionalProse(5),
    optionalEmail,
    optionalPhone,
    optionalUrl,
    optionalDate,
    optionalInstant,
    optionalUuid,
    optionalDecimal(limits.amount),
  ]) {
    assert.equal(accepted(schema, ''), null);
    assert.equal(accepted(schema, null), null);
    assert.equal(accepted(schema, undefined), undefined);
    assert.deepEqual(accepted(z.strictObject({ field: schema }), {}), {});
  }
});

test('the required form of every piece says "required" for nothing, null and an empty string', () => {
  for (const piece of [
    text(5),
    prose(5),
    email,
    phone,
    url,
    calendarDate,
    instant,
    uuid,
    currencyCode,
    decimal(limits.amount),
  ]) {
    const schema = z.strictObject({ field: piece });
    for (const body of [{}, { field: null }, { field: '' }]) {
      assert.deepEqual(refusalsOf(schema, body), [['field', 'required']], JSON.stringify(body));
    }
  }
});

test('[R23] an address keeps its local part and lower-cases its domain', () => {
  assert.equal(accepted(email, " O'Brien+crm@Example.COM "), "O'Brien+crm@example.com");
});

test('codes are read in any case, and instants in any offset', () => {
  assert.equal(accepted(currencyCode, 'jod'), 'JOD');
  assert.equal(accepted(instant, '2026-03-01T12:00:00+03:00'), '2026-03-01T09:00:00.000Z');
  assert.equal(
    accepted(uuid, '0198A5B2-7C1E-7F00-8A11-2B3C4D5E6F70'),
    '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70',
  );
});

test('a decimal has one text, whether it came as a string or a number', () => {
  for (const [input, output] of [
    ['1.50', '1.5'],
    [1.5, '1.5'],
    ['007', '7'],
    [' 3 ', '3'],
    [0, '0'],
    ['0.0001', '0.0001'],
    ['99999999999999.9999', '99999999999999.9999'],
  ] as const) {
    assert.equal(accepted(decimal(limits.unitPrice), input), output);
  }
  assert.deepEqual(refusalsOf(decimal(limits.quantity), '0'), [['', 'out_of_range']]);
  assert.deepEqual(refusalsOf(decimal(limits.percent), '100.0001'), [['', 'out_of_range']]);
});

test('an amount is held against its currency', () => {
  assert.deepEqual(amountToMinor('amount', '1.5', 'JOD'), { ok: true, minor: 1500n });
  const refused = amountToMinor('amount', '1.5', 'JPY');
  assert.ok(!refused.ok);
  assert.deepEqual([refused.error.path, refused.error.code], ['amount', 'too_many_decimals']);
});

test('tags lose their doubles and keep their order and first spelling', () => {
  assert.deepEqual(accepted(tags, ['VIP', 'north', ' vip ', 'North', 'new']), ['VIP', 'north', 'new']);
});

test('[R3] [R4] a scope names its parents and nothing below its level', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => `0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f7${n}`);
  assert.deepEqual(accepted(scopeBody, { level: 'organisation' }), { level: 'organisation' });
  assert.deepEqual(accepted(scopeBody, { level: 'entity', entityId: a, branchId: null }), {
    level: 'entity',
    entityId: a,
  });
  const deepest = { level: 'position', entityId: a, branchId: b, departmentId: c, positionId: d };
  assert.deepEqual(accepted(scopeBody, deepest), deepest);
  assert.deepEqual(refusalsOf(scopeBody, { level: 'position', positionId: d }), [
    ['entityId', 'required'],
    ['branchId', 'required'],
    ['departmentId', 'required'],
  ]);
});

test('every issue gets a path, a code of the closed list and a sentence', () => {
  const schema = z.strictObject({
    lines: z.array(z.strictObject({ quantity: decimal(limits.quantity) })).max(3),
    names: z.array(z.string()).max(2),
    count: z.int().min(1).max(3),
    either: z.union([z.string().max(2), z.strictObject({ a: z.number() })]),
    kind: z.discriminatedUnion('k', [z.strictObject({ k: z.literal('x') })]),
    at: z.iso.date(),
  });
  const body = {
    lines: [{ quantity: '1' }, { quantity: 'x', extra: 1 }, {}],
    names: ['a', 'b', 'c'],
    count: 9,
    either: { a: 'b' },
    kind: { k: 'y' },
    at: 'soon',
    more: true,
  };
  const result = schema.safeParse(body);
  assert.ok(!result.success);
  const errors = fieldErrors(result.error, body);
  assert.deepEqual(Object.fromEntries(errors.map(({ path, code }) => [path, code])), {
    names: 'too_many',
    'lines.1.quantity': 'invalid_format',
    'lines.1.extra': 'unknown_field',
    'lines.2.quantity': 'required',
    count: 'out_of_range',
    'either.a': 'invalid_type',
    'kind.k': 'unknown_value',
    at: 'invalid_format',
    more: 'unknown_field',
  });
  assert.ok(errors.every(({ message }) => message.length > 5 && !message.includes('undefined')));
  assert.deepEqual(errors.find(({ path }) => path === 'count')?.params, { max: 3 });
  assert.deepEqual(refusalsOf(schema, 'text'), [['', 'invalid_type']]);
  assert.deepEqual(refusalsOf(schema, null), [['', 'required']]);
});

test('every code of the closed list makes a sentence without holes', () => {
  const params = { min: 1, max: 2, allowed: 'a, b', character: 'x', line: 1, name: 'total' };
  for (const code of fieldErrorCodes) {
    assert.match(fieldProblem('field', code satisfies FieldErrorCode, params).message, /^[A-Z].*\.$/s);
    assert.doesNotMatch(fieldProblem('field', code, params).message, /undefined/);
  }
});

test('no string whatever makes a piece throw, and what it accepts it accepts again unchanged', () => {
  const pieces = [
    text(20),
    prose(20),
    email,
    phone,
    url,
    calendarDate,
    instant,
    uuid,
    currencyCode,
    optionalText(20),
    decimal(limits.amount),
  ];
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...pieces), (input, piece) => {
      const once = piece.safeParse(input);
      if (once.success) assert.deepEqual(piece.parse(once.data), once.data);
    }),
    { numRuns: 2_000 },
  );
});

test('a letter under a tower of marks is refused, and costs no time to refuse', () => {
  const tower = `a${'\u0301\u0323'.repeat(200_000)}`;
  const before = performance.now();
  assert.deepEqual(refusalsOf(text(120), tower), [['', 'too_long']]);
  assert.deepEqual(refusalsOf(prose(20_000), tower), [['', 'too_long']]);
  assert.deepEqual(refusalsOf(prose(20_000), `a${'\u0301\u0323'.repeat(5_000)}`), [
    ['', 'invalid_characters'],
  ]);
  // Composing it would take half a minute.
  assert.ok(performance.now() - before < 2_000);
  assert.equal(accepted(text(120), `a${'\u0301'.repeat(30)}`), `á${'\u0301'.repeat(29)}`);
});

test('an instant lies in the years of a date whatever its offset, and no body is answered with endless errors', () => {
  const range = { min: '1900-01-01', max: '2199-12-31' };
  for (const value of [
    '9999-12-31T23:59:59-12:00',
    '2199-12-31T23:00:00-02:00',
    '1900-01-01T00:00:00+01:00',
  ]) {
    const { error } = instant.safeParse(value);
    assert.deepEqual(error && fieldErrors(error, value), [fieldProblem('', 'out_of_range', range)]);
  }
  const strange = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
  const { error } = z.strictObject({}).safeParse(strange);
  assert.equal(error && fieldErrors(error, strange).length, 200);
});
