import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf } from './browser-of.ts';

test('a browser is told from those whose names it also carries', () => {
  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  assert.deepEqual(browserOf(`${windows} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`), {
    browser: 'Edge',
    system: 'Windows',
    mobile: false,
  });
  assert.equal(browserOf(`${windows} Chrome/140.0.0.0 Safari/537.36`).browser, 'Chrome');
});

test('a telephone is one', () => {
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
  assert.deepEqual(browserOf(phone), { browser: 'Safari', system: 'iPhone', mobile: true });
});

test('what says nothing is not guessed', () => {
  assert.deepEqual(browserOf(null), { browser: undefined, system: undefined, mobile: false });
  assert.equal(browserOf('curl/8.5.0').browser, undefined);
});
