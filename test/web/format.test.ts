import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate, formatMoney, formatRelative, formatTotal } from '#web/platform/format.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f\u200e\u200f]/g, ' ').trim();

test('an amount is written with exactly the digits that it came with', () => {
  assert.equal(plain(formatMoney('1234.500', 'JOD', 'en')), 'JOD 1,234.500');
  assert.equal(plain(formatMoney('1234', 'JPY', 'en')), '¥1,234');
  assert.equal(plain(formatMoney('0.00', 'EUR', 'en')), '€0.00');
  assert.equal(plain(formatMoney('148.5', 'EUR', 'en')), '€148.50', 'a price that was typed short');
  assert.equal(plain(formatMoney('0.1234', 'EUR', 'en')), '€0.1234', 'a price of many decimals');
});

test('an amount beyond the precision of a float keeps every digit', () => {
  assert.equal(plain(formatMoney('12345678901234567.89', 'USD', 'en')), '$12,345,678,901,234,567.89');
  assert.equal(plain(formatMoney('-0.01', 'USD', 'en')), '-$0.01');
});

test('ISO decides the decimals of a currency, not the locale tables', () => {
  assert.equal(plain(formatMoney('1500.250', 'IQD', 'en')), 'IQD 1,500.250');
});

test('Arabic of Jordan has Arabic digits, Arabic of the Emirates Latin ones', () => {
  assert.match(formatMoney('1234.500', 'JOD', 'ar-JO'), /١٬٢٣٤٫٥٠٠/);
  assert.match(formatMoney('1234.50', 'AED', 'ar-AE'), /1,234\.50/);
});

test('a calendar date is the same day in every time zone', () => {
  const before = process.env.TZ;
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Amman']) {
    process.env.TZ = zone;
    assert.equal(formatDate('2026-03-29', 'en'), 'Mar 29, 2026');
  }
  process.env.TZ = before;
});

test('Saudi Arabia too reads business dates in the Gregorian calendar', () => {
  assert.match(formatDate('2026-11-22', 'ar-SA'), /نوفمبر/);
});

test('relative times take the largest unit that fits', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  assert.equal(formatRelative('2026-11-22T09:00:00Z', 'en', now), '3 hours ago');
  assert.equal(formatRelative('2026-11-23T12:00:00Z', 'en', now), 'tomorrow');
  assert.equal(formatRelative('2026-11-22T11:59:40Z', 'en', now), 'now');
});

test('a capped total says that there are more', () => {
  assert.equal(formatTotal({ value: 1000, exact: false }, 'en'), '1,000+');
  assert.equal(formatTotal({ value: 17, exact: true }, 'en'), '17');
});

test('amounts are read as people of each place type them', () => {
  assert.equal(readDecimal('1,234.50', 'en'), '1234.50');
  assert.equal(readDecimal('1.234,50', 'de'), '1234.50');
  assert.equal(readDecimal('1.234', 'de'), '1234');
  assert.equal(readDecimal('12.5', 'de'), '12.5');
  assert.equal(readDecimal('١٬٢٣٤٫٥٠', 'ar-JO'), '1234.50');
  assert.equal(readDecimal('1 234,5', 'fr'), '1234.5');
  assert.equal(readDecimal("1'234.50", 'de-CH'), '1234.50');
  assert.equal(readDecimal('۱۲۳', 'ar'), '123');
});

test('what is no amount stays as typed, for the rules to refuse by its field', () => {
  assert.equal(readDecimal('twelve', 'en'), 'twelve');
  assert.equal(readDecimal('1.2.3', 'en'), '1.2.3');
});
