import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf, someId } from '#test/build/field-cases.ts';
import { leadConvertBody, leadCreate, leadHasName, leadPatch, leadStatusBody } from './leads.ts';

const fields = [
  ...bad.record(),
  ...bad.custom(),
  ...bad.line('firstName', 120),
  ...bad.line('lastName', 120),
  ...bad.line('companyName', 180),
  ...bad.email('email'),
  ...bad.phone('phone'),
  ...bad.line('jobTitle', 120),
  ...bad.line('source', 120),
  ...bad.id('pipelineId'),
  ...bad.id('campaignId'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...bad.word('quality'),
  ...bad.date('nextActionDate'),
  ...bad.line('nextActionNote', 500),
];

test('[R20] [R21] [R22] [R23] [R24] [R25] [R26] [R27] [R28] [R29] each bad field of a lead is named with its rule', () => {
  const valid = { firstName: 'Lina', companyName: 'Amal Co' };
  assertRefusals(leadCreate, valid, fields);
  assertRefusals(leadPatch, {}, fields);
});

test('[R30] a lead needs a first name or a company name', () => {
  accepted(leadCreate, { firstName: 'Lina' });
  accepted(leadCreate, { companyName: 'Amal Co' });
  for (const body of [{}, { lastName: 'Haddad' }, { firstName: ' ', companyName: '' }, { firstName: null }]) {
    assert.deepEqual(refusalsOf(leadCreate, body), [['firstName', 'required']], JSON.stringify(body));
  }
  assert.equal(leadHasName({ firstName: null, companyName: 'Amal Co' }), true);
  assert.equal(leadHasName({ firstName: null, companyName: null }), false);
});

test('[R31] status is never typed on a form, and a field that a lead has not is refused', () => {
  for (const field of ['status', 'displayName', 'convertedAt', '__proto__x']) {
    assert.deepEqual(refusalsOf(leadCreate, { firstName: 'Lina', [field]: 'qualified' }), [
      [field, 'unknown_field'],
    ]);
    assert.deepEqual(refusalsOf(leadPatch, { [field]: 'qualified' }), [[field, 'unknown_field']]);
  }
});

test('a patch is partial: null and an emptied field clear, what is left out stays out', () => {
  assert.deepEqual(accepted(leadPatch, {}), {});
  assert.deepEqual(accepted(leadPatch, { email: null, phone: '', campaignId: null }), {
    email: null,
    phone: null,
    campaignId: null,
  });
});

test('[R33] a status move names a status that exists', () => {
  assertRefusals(leadStatusBody, { status: 'lost' }, [
    ...bad.requiredWord('status'),
    ...bad.id('stageId'),
    ['stageId', someId, 'not_allowed', 'status'],
    ...bad.prose('reason', 1_000),
  ]);
  assert.deepEqual(refusalsOf(leadStatusBody, {}), [['status', 'required']]);
  accepted(leadStatusBody, { status: 'converted' });
});

const conversion = { accountName: 'Amal Co', opportunityName: 'Fleet', quoteTitle: 'Fleet quote' };

test('[R36] each bad input of a conversion is named with its rule', () => {
  assertRefusals(leadConvertBody, conversion, [
    ['accountId', 17, 'invalid_type'],
    ...bad.line('accountName', 180),
    ['contactId', 'x', 'invalid_format'],
    ...bad.line('contactFirstName', 120),
    ...bad.line('contactLastName', 120),
    ...bad.email('contactEmail'),
    ...bad.line('opportunityName', 180),
    ...bad.line('quoteTitle', 180),
    ...bad.decimal('amount', 4, '9000000000000001'),
    ...bad.currency('currency'),
    ['createContact', 'yes', 'invalid_type'],
    ['createOpportunity', 'yes', 'invalid_type'],
    ['createQuote', 'yes', 'invalid_type'],
    ...bad.line('projectName', 180),
  ]);
});

test('[R36] [R37] an account is reused or named, the opportunity and the quote are named unless switched off', () => {
  const body = accepted(leadConvertBody, conversion);
  assert.deepEqual([body.createContact, body.createOpportunity, body.createQuote], [true, true, true]);
  accepted(leadConvertBody, { accountId: someId, createOpportunity: false, createQuote: false });
  for (const [change, path, code] of [
    [{ accountName: '' }, 'accountName', 'required'],
    [{ accountId: someId }, 'accountName', 'not_allowed'],
    [{ opportunityName: undefined }, 'opportunityName', 'required'],
    [{ quoteTitle: ' ' }, 'quoteTitle', 'required'],
    [{ contactId: someId, createContact: false }, 'contactId', 'not_allowed'],
    [{ contactId: someId, contactEmail: 'a@example.com' }, 'contactEmail', 'not_allowed'],
    [{ contactId: someId, contactFirstName: 'Lina' }, 'contactFirstName', 'not_allowed'],
    [{ status: 'converted' }, 'status', 'unknown_field'],
  ] as const) {
    assert.deepEqual(
      refusalsOf(leadConvertBody, { ...conversion, ...change }),
      [[path, code]],
      JSON.stringify(change),
    );
  }
});
