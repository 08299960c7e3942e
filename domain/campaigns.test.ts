import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf } from '#test/build/field-cases.ts';
import { campaignCreate, campaignEndsAfterStart, campaignPatch } from './campaigns.ts';

const fields = [
  ...bad.record(),
  ...bad.requiredLine('name', 180),
  ...bad.requiredWord('type'),
  ...bad.requiredWord('status'),
  ...bad.date('startDate'),
  ...bad.date('endDate'),
  ...bad.decimal('budget', 4, '9000000000000001'),
  ...bad.currency('currency'),
  ...bad.prose('description', 5_000),
];

test('[R153] [R154] [R155] each bad field of a campaign is named with its rule', () => {
  assertRefusals(campaignCreate, { name: 'Spring' }, fields);
  assertRefusals(campaignPatch, {}, fields);
  assert.deepEqual(refusalsOf(campaignCreate, { name: 'Spring', goal: 5 }), [['goal', 'unknown_field']]);
});

test('[R155] a campaign does not end before it starts', () => {
  const dates = (startDate: string, endDate: string) => ({ name: 'Spring', startDate, endDate });
  assert.deepEqual(refusalsOf(campaignCreate, dates('2026-03-02', '2026-03-01')), [
    ['endDate', 'before_start'],
  ]);
  accepted(campaignCreate, dates('2026-03-01', '2026-03-01'));
  assert.equal(campaignEndsAfterStart({ startDate: '2026-03-02', endDate: '2026-03-01' }), false);
});

test('[R157] archiving has its own action', () => {
  assert.deepEqual(refusalsOf(campaignPatch, { status: 'archived' }), [['status', 'unknown_value']]);
});
