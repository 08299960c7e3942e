import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accepted, assertRefusals, bad, refusalsOf, someId } from '#test/build/field-cases.ts';
import {
  opportunityCreate,
  opportunityLostBody,
  opportunityPatch,
  opportunityStageBody,
  opportunityStages,
} from './opportunities.ts';

const fields = [
  ...bad.record(),
  ...bad.custom(),
  ...bad.requiredLine('name', 180),
  ...bad.prose('description', 1_200),
  ...bad.decimal('amount', 4, '9000000000000001'),
  ...bad.currency('currency'),
  ...bad.whole('probability', 100),
  ...bad.date('expectedCloseDate'),
  ...bad.id('pipelineId'),
  ...bad.date('nextActionDate'),
  ...bad.line('nextActionNote', 500),
  ...bad.id('leadId'),
  ...bad.id('accountId'),
  ...bad.id('contactId'),
  ...bad.id('campaignId'),
  ...bad.line('nextStep', 500),
];

test('[R82] [R83] [R84] [R85] [R86] [R87] [R88] [R89] [R90] each bad field of an opportunity is named', () => {
  assertRefusals(opportunityCreate, { name: 'Fleet' }, fields);
  assertRefusals(opportunityPatch, {}, fields);
});

test('[R91] stage and outcome are the system’s, never typed on a form', () => {
  for (const field of ['stage', 'status', 'closedAt', 'lostReason']) {
    assert.deepEqual(refusalsOf(opportunityCreate, { name: 'Fleet', [field]: 'won' }), [
      [field, 'unknown_field'],
    ]);
    assert.deepEqual(refusalsOf(opportunityPatch, { [field]: 'won' }), [[field, 'unknown_field']]);
  }
});

test('[R93] [R94] a stage move names a stage; a reason for losing has at most 1,000 characters', () => {
  for (const stage of opportunityStages) accepted(opportunityStageBody, { stage });
  assertRefusals(opportunityStageBody, { stage: 'lost' }, [
    ...bad.requiredWord('stage'),
    ...bad.id('stageId'),
    ['stageId', someId, 'not_allowed', 'stage'],
    ...bad.prose('lostReason', 1_000),
  ]);
  assertRefusals(opportunityLostBody, {}, bad.prose('lostReason', 1_000));
  assert.deepEqual(accepted(opportunityLostBody, { lostReason: ' Price\r\ntoo high ' }), {
    lostReason: 'Price\ntoo high',
  });
});

test('[R84] an amount comes as a string or a number and leaves as a canonical string', () => {
  assert.equal(accepted(opportunityCreate, { name: 'Fleet', amount: 1250.5 }).amount, '1250.5');
  assert.equal(accepted(opportunityCreate, { name: 'Fleet', amount: '1250.500' }).amount, '1250.5');
  assert.equal(accepted(opportunityPatch, { amount: null }).amount, null);
});
