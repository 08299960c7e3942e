import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryCodes, countryName, isCountryCode } from './countries.ts';

test('the list is ISO 3166-1: 249 codes, no reserved ones', () => {
  assert.equal(countryCodes.length, 249);
  for (const code of ['JO', 'SA', 'DE', 'PS', 'TW', 'AQ', 'UM']) assert.ok(isCountryCode(code), code);
  for (const code of ['UK', 'EU', 'XX', 'AC', 'jo', '']) assert.equal(isCountryCode(code), false, code);
});

test('every country has a name in English and in Arabic', () => {
  for (const code of countryCodes) {
    assert.notEqual(countryName(code, 'en'), code);
    assert.match(countryName(code, 'ar'), /\p{Script=Arabic}/u, code);
  }
});
