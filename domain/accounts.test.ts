import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf } from '#test/build/field-cases.ts';
import { accountCreate, accountPatch } from './accounts.ts';

const fields = [
  ...bad.record(),
  ...bad.custom(),
  ...bad.requiredLine('name', 180),
  ...bad.line('legalName', 180),
  ...bad.line('accountType', 120),
  ...bad.requiredWord('status'),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.url('website'),
  ...bad.line('industry', 120),
  ...bad.line('registrationNumber', 60),
  ...bad.line('taxNumber', 60),
  ...bad.address('address'),
  ...bad.id('paymentTermId'),
  ...bad.id('parentAccountId'),
];

test('[R47] [R48] [R49] [R50] [R51] [R52] [R53] [R54] [R55] [R56] [R57] [R58] each bad field of an account is named', () => {
  assertRefusals(accountCreate, { name: 'Amal Co' }, fields);
  assertRefusals(accountPatch, {}, fields);
});

test('[R47] the name is required on create and cannot be cleared', () => {
  assert.deepEqual(refusalsOf(accountCreate, {}), [['name', 'required']]);
  assert.deepEqual(refusalsOf(accountPatch, { name: null }), [['name', 'required']]);
  assert.deepEqual(accepted(accountPatch, {}), {});
});

test('[R60] an address can be given in part, cleared in part or cleared whole', () => {
  assert.deepEqual(accepted(accountPatch, { address: { city: 'Amman', region: '', country: 'jo' } }), {
    address: { city: 'Amman', region: null, country: 'JO' },
  });
  assert.deepEqual(accepted(accountPatch, { address: null }), { address: null });
});

test('a field that an account has not is refused', () => {
  assert.deepEqual(refusalsOf(accountCreate, { name: 'Amal Co', colour: 'red' }), [
    ['colour', 'unknown_field'],
  ]);
});
