import assert from 'node:assert/strict';
import type { z } from 'zod';
import { type FieldErrorCode, fieldErrorCodes, fieldErrors } from '#domain/field-errors.ts';

/** A field by its path, values that it refuses, and the rule that each breaks. */
export type FieldCase = readonly [path: string, value: unknown, code: FieldErrorCode, refusedAt?: string];

export function refusalsOf(schema: z.ZodType, body: unknown): [string, string][] {
  const result = schema.safeParse(body);
  return result.success ? [] : fieldErrors(result.error, body).map(({ path, code }) => [path, code]);
}

export function accepted<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  assert.deepEqual(refusalsOf(schema, body), []);
  return schema.parse(body);
}

/** A copy of `body` with the value at the dotted path replaced; arrays and objects on the way are made. */
export function withValue(body: unknown, path: string, value: unknown): unknown {
  const [key = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? value : withValue(Reflect.get(Object(body), key), rest.join('.'), value);
  if (Array.isArray(body)) return body.with(Number(key), next);
  return { ...Object(body), [key]: next };
}

/**
 * Puts each bad value into an otherwise valid body and expects exactly one field error, at that field, with that rule
 * and a sentence. Every field of the schema must occur, so that no field goes untested.
 */
export function assertRefusals(schema: z.ZodObject, valid: unknown, cases: readonly FieldCase[]): void {
  assert.deepEqual(refusalsOf(schema, valid), [], 'the body that the cases start from is valid');
  for (const [path, value, code, refusedAt = path] of cases) {
    const body = withValue(valid, path, value);
    const shown = `${path} = ${JSON.stringify(value)?.slice(0, 60)}`;
    assert.deepEqual(refusalsOf(schema, body), [[refusedAt, code]], shown);
    assert.ok(fieldErrorCodes.includes(code));
  }
  const tested = new Set(cases.map(([path]) => path.split('.')[0]));
  for (const field of Object.keys(schema.shape))
    assert.ok(tested.has(field), `${field} has no bad value in the table`);
}

export const someId = '0198a5b2-7c1e-7f00-8a11-2b3c4d5e6f70';
const long = (length: number) => 'x'.repeat(length);

/** The bad values of each kind of field. */
export const bad = {
  line: (path: string, max: number): FieldCase[] => [
    [path, long(max + 1), 'too_long'],
    [path, 7, 'invalid_type'],
    [path, 'a\u0000b', 'invalid_characters'],
    [path, 'a\nb', 'invalid_characters'],
    [path, '\ud800', 'invalid_characters'],
  ],
  requiredLine: (path: string, max: number): FieldCase[] => [
    ...bad.line(path, max),
    [path, '  ', 'required'],
    [path, null, 'required'],
  ],
  prose: (path: string, max: number): FieldCase[] => [
    [path, long(max + 1), 'too_long'],
    [path, {}, 'invalid_type'],
    [path, 'a\u0007b', 'invalid_characters'],
  ],
  email: (path: string): FieldCase[] => [
    [path, 'nobody', 'invalid_email'],
    [path, 'a@b', 'invalid_email'],
    [path, 'a b@example.com', 'invalid_email'],
    [path, 'a@example.com\r\nBcc: x@example.com', 'invalid_email'],
    [path, `${long(250)}@example.com`, 'too_long'],
    [path, ['a@example.com'], 'invalid_type'],
  ],
  phone: (path: string): FieldCase[] => [
    [path, 'none', 'invalid_phone'],
    [path, '1'.repeat(41), 'too_long'],
    [path, 962791234567, 'invalid_type'],
  ],
  url: (path: string): FieldCase[] => [
    [path, 'example', 'invalid_url'],
    [path, 'ftp://example.com', 'invalid_url'],
    [path, 'javascript:alert(1)', 'invalid_url'],
    [path, 'https://', 'invalid_url'],
    [path, 'https://user:secret@example.com', 'invalid_url'],
    [path, `https://example.com/${long(2000)}`, 'too_long'],
    [path, false, 'invalid_type'],
  ],
  date: (path: string): FieldCase[] => [
    [path, '2026-02-29', 'invalid_date'],
    [path, '29/01/2026', 'invalid_date'],
    [path, '2026-01-29T00:00:00Z', 'invalid_date'],
    [path, '1066-10-14', 'out_of_range'],
    [path, 20260129, 'invalid_type'],
  ],
  instant: (path: string): FieldCase[] => [
    [path, '2026-01-29', 'invalid_date'],
    [path, '2026-02-29T10:00:00Z', 'invalid_date'],
    [path, '2026-01-29T10:00:00', 'invalid_date'],
    [path, 0, 'invalid_type'],
  ],
  id: (path: string): FieldCase[] => [
    [path, '17', 'invalid_format'],
    [path, `${someId}x`, 'invalid_format'],
    [path, 17, 'invalid_type'],
  ],
  word: (path: string): FieldCase[] => [
    [path, 'neverheard', 'unknown_value'],
    [path, 7, 'unknown_value'],
  ],
  requiredWord: (path: string): FieldCase[] => [...bad.word(path), [path, null, 'required']],
  currency: (path: string): FieldCase[] => [
    [path, 'XYZ', 'unknown_value'],
    [path, 'EURO', 'unknown_value'],
    [path, 'HRK', 'unknown_value'],
    [path, 978, 'invalid_type'],
  ],
  country: (path: string): FieldCase[] => [
    [path, 'UK', 'unknown_value'],
    [path, 'JOR', 'unknown_value'],
    [path, 1, 'invalid_type'],
  ],
  zone: (path: string): FieldCase[] => [
    [path, 'Mars/Olympus', 'unknown_value'],
    [path, '+03:00', 'unknown_value'],
    [path, 3, 'invalid_type'],
  ],
  decimal: (path: string, decimals: number, tooHigh: string): FieldCase[] => [
    [path, 'ten', 'invalid_format'],
    [path, '1e3', 'invalid_format'],
    [path, '1,000', 'invalid_format'],
    [path, '-1', 'out_of_range'],
    [path, tooHigh, 'out_of_range'],
    [path, `0.${'0'.repeat(decimals)}1`, 'too_many_decimals'],
    [path, true, 'invalid_type'],
  ],
  whole: (path: string, max: number): FieldCase[] => [
    [path, -1, 'out_of_range'],
    [path, max + 1, 'out_of_range'],
    [path, 1.5, 'too_many_decimals'],
    [path, '5', 'invalid_type'],
  ],
  flag: (path: string): FieldCase[] => [
    [path, 'yes', 'invalid_type'],
    [path, 1, 'invalid_type'],
    [path, null, 'required'],
  ],
  address: (path: string): FieldCase[] => [
    ...bad.line(`${path}.street`, 255),
    ...bad.line(`${path}.city`, 120),
    ...bad.line(`${path}.region`, 120),
    ...bad.line(`${path}.postalCode`, 20),
    ...bad.country(`${path}.country`),
    [`${path}.planet`, 'Mars', 'unknown_field'],
    [path, 'Main Street 1', 'invalid_type'],
  ],
  /** Scope, owner and tags, which every record takes. */
  /** Values of a company's own fields; which there are only the server knows. */
  custom: (): FieldCase[] => [
    ['custom', 'x', 'invalid_type'],
    ['custom', ['x'], 'invalid_type'],
    ['custom', null, 'required'],
  ],
  record: (): FieldCase[] => [
    ['scope', 'entity', 'invalid_type'],
    ['scope', null, 'required'],
    ['scope', {}, 'required', 'scope.level'],
    ['scope.level', 'galaxy', 'unknown_value'],
    ['scope', { level: 'entity' }, 'required', 'scope.entityId'],
    ['scope', { level: 'branch', entityId: someId }, 'required', 'scope.branchId'],
    ['scope', { level: 'branch', branchId: someId }, 'required', 'scope.entityId'],
    ['scope', { level: 'entity', entityId: someId, branchId: someId }, 'not_allowed', 'scope.branchId'],
    ['scope', { level: 'organisation', entityId: someId }, 'not_allowed', 'scope.entityId'],
    ['scope', { level: 'entity', entityId: 'x' }, 'invalid_format', 'scope.entityId'],
    ['scope', { level: 'organisation', planetId: someId }, 'unknown_field', 'scope.planetId'],
    ...bad.id('ownerId'),
    ['tags', 'vip', 'invalid_type'],
    ['tags', [''], 'required', 'tags.0'],
    ['tags', [long(51)], 'too_long', 'tags.0'],
    ['tags', ['a', 5], 'invalid_type', 'tags.1'],
    ['tags', Array.from({ length: 51 }, (_, index) => `t${index}`), 'too_many'],
  ],
} satisfies Record<string, (...args: never[]) => FieldCase[]>;
