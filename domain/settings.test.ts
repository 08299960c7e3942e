import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf } from '#test/build/field-cases.ts';
import {
  entityPatch,
  exchangeRateCreate,
  exchangeRatePatch,
  modulePatch,
  numberingPatch,
  optionCreate,
  optionPatch,
  organisationPatch,
  paymentTermCreate,
  paymentTermPatch,
  setupBody,
  taxRateCreate,
  taxRatePatch,
} from './settings.ts';

test('each bad field of the set-up is named with its rule', () => {
  const valid = {
    organisationName: 'Amal Co',
    name: 'Lina',
    email: 'lina@example.com',
    password: ' correct horse ',
    currency: 'JOD',
  };
  assertRefusals(setupBody, valid, [
    ...bad.requiredLine('organisationName', 180),
    ...bad.requiredLine('name', 120),
    ...bad.email('email'),
    ['password', 'seven77', 'too_short'],
    ['password', 'x'.repeat(129), 'too_long'],
    ['password', 12345678, 'invalid_type'],
    ...bad.currency('currency'),
    ...bad.country('country'),
    ...bad.zone('timeZone'),
  ]);
  assert.equal(accepted(setupBody, valid).password, ' correct horse ');
  assert.deepEqual(
    refusalsOf(setupBody, {}).map(([path]) => path),
    ['organisationName', 'name', 'email', 'password', 'currency'],
  );
});

test('[R15] each bad field of the company and of an entity is named with its rule', () => {
  assertRefusals(organisationPatch, {}, [
    ...bad.requiredLine('name', 180),
    ...bad.currency('currency'),
    ...bad.country('country'),
    ...bad.zone('timeZone'),
    ...bad.requiredWord('locale'),
  ]);
  assertRefusals(entityPatch, {}, [
    ...bad.requiredLine('name', 180),
    ...bad.line('legalName', 180),
    ...bad.currency('currency'),
    ...bad.zone('timeZone'),
    ...bad.line('taxNumber', 60),
    ...bad.line('registrationNumber', 60),
    ...bad.address('address'),
    ...bad.email('email'),
    ...bad.phone('phone'),
    ...bad.url('website'),
    ...bad.prose('bankDetails', 1_000),
    ['accentColour', 'red', 'invalid_format'],
    ['accentColour', '#12345', 'invalid_format'],
    ['accentColour', 5, 'invalid_type'],
  ]);
  assert.deepEqual(accepted(entityPatch, { accentColour: '#AABBCC', address: null }), {
    accentColour: '#aabbcc',
    address: null,
  });
});

test('each bad field of a tax rate, payment terms and an option is named with its rule', () => {
  const order = [...bad.flag('active'), ...bad.whole('sortOrder', 1_000_000)];
  const rate = [
    ...bad.requiredLine('name', 120),
    ...bad.decimal('rate', 4, '100.01'),
    ...bad.flag('isDefault'),
    ...order,
  ];
  assertRefusals(taxRateCreate, { name: 'VAT', rate: '16' }, rate);
  assertRefusals(taxRatePatch, {}, rate);
  const term = [
    ...bad.requiredLine('name', 120),
    ...bad.whole('days', 3_650),
    ...bad.flag('isDefault'),
    ...order,
  ];
  assertRefusals(paymentTermCreate, { name: '30 days', days: 30 }, term);
  assertRefusals(paymentTermPatch, {}, term);
  const option = [...bad.requiredLine('label', 120), ...bad.line('labelAr', 120), ...order];
  assertRefusals(optionCreate, { value: 'partner', label: 'Partner' }, [
    ...bad.requiredLine('value', 120),
    ...option,
  ]);
  assertRefusals(optionPatch, {}, option);
  assert.deepEqual(refusalsOf(optionPatch, { value: 'other' }), [['value', 'unknown_field']]);
});

test('each bad field of a number series and an exchange rate is named with its rule', () => {
  assertRefusals(numberingPatch, {}, [
    ['pattern', 'INV', 'invalid_format'],
    ['pattern', 'INV/{number}', 'invalid_format'],
    ['pattern', `{number}${'x'.repeat(60)}`, 'too_long'],
    ['pattern', 5, 'invalid_type'],
    ['nextNumber', 0, 'out_of_range'],
    ['nextNumber', 1.5, 'too_many_decimals'],
    ['nextNumber', '5', 'invalid_type'],
  ]);
  const rate = { date: '2026-03-01', from: 'EUR', to: 'JOD', rate: '0.7712345678' };
  assertRefusals(exchangeRateCreate, rate, [
    ...bad.date('date'),
    ...bad.currency('from'),
    ...bad.currency('to'),
    ['to', 'EUR', 'duplicate'],
    ...bad.decimal('rate', 12, '1000000000000'),
    ['rate', 0, 'out_of_range'],
  ]);
  assertRefusals(exchangeRatePatch, { rate: '0.8' }, bad.decimal('rate', 12, '1000000000000'));
});

test('[R16] a module is one that exists', () => {
  assertRefusals(modulePatch, { module: 'crm', enabled: false }, [
    ...bad.requiredWord('module'),
    ...bad.flag('enabled'),
  ]);
});
