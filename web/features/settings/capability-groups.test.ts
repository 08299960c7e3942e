import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capabilities, capabilityNames } from '#domain/capabilities.ts';
import { canBeOwn, groupCapabilities } from './capability-groups.ts';

const rows = capabilityNames.map((capability) => ({ capability, module: capabilities[capability].module }));

test('the matrix shows every capability once, under its record', () => {
  const groups = groupCapabilities(rows);
  assert.deepEqual(groups.flatMap((group) => group.capabilities).sort(), [...capabilityNames].sort());
  const leads = groups.find((group) => group.record === 'crm.leads');
  assert.ok(leads?.capabilities.includes('crm.leads.convert'));
  assert.equal(leads?.module, 'crm');
  assert.equal(new Set(groups.map((group) => group.record)).size, groups.length);
});

test('what belongs to nobody cannot be granted for one’s own', () => {
  assert.equal(canBeOwn('crm.quotes.send'), true);
  assert.equal(canBeOwn('settings.audit.view'), false);
  assert.equal(canBeOwn('crm.settings.manage'), false);
});
