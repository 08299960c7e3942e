import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf, someId } from '#test/build/field-cases.ts';
import { contactCreate, contactPatch, primaryHasAccount } from './contacts.ts';

const fields = [
  ...bad.record(),
  ...bad.custom(),
  ...bad.requiredLine('firstName', 120),
  ...bad.line('lastName', 120),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.phone('mobile'),
  ...bad.line('jobTitle', 120),
  ...bad.line('role', 120),
  ...bad.requiredWord('status'),
  ...bad.flag('isPrimary'),
  ...bad.flag('emailOptIn'),
  ...bad.flag('smsOptIn'),
  ...bad.word('preferredContactMethod'),
  ...bad.line('source', 120),
  ...bad.id('campaignId'),
  ...bad.instant('lastContactedAt'),
  ...bad.id('accountId'),
];

test('[R68] [R69] [R70] [R71] [R72] [R73] [R74] [R75] [R76] [R77] [R78] [R79] each bad field of a contact is named', () => {
  assertRefusals(contactCreate, { firstName: 'Lina' }, fields);
  assertRefusals(contactPatch, {}, fields);
});

test('[R73] only a contact of an account can be its primary one', () => {
  assert.deepEqual(refusalsOf(contactCreate, { firstName: 'Lina', isPrimary: true }), [
    ['accountId', 'required'],
  ]);
  accepted(contactCreate, { firstName: 'Lina', isPrimary: true, accountId: someId });
  assert.equal(primaryHasAccount({ isPrimary: true, accountId: null }), false);
});

test('a patch is partial, and a field that a contact has not is refused', () => {
  assert.deepEqual(accepted(contactPatch, {}), {});
  assert.deepEqual(refusalsOf(contactPatch, { fullName: 'Lina' }), [['fullName', 'unknown_field']]);
});
