import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accepted,
  assertRefusals,
  bad,
  type FieldCase,
  refusalsOf,
  someId,
} from '#test/build/field-cases.ts';
import {
  apiKeyCreate,
  invitationAcceptBody,
  invitationCreate,
  memberDeactivateBody,
  memberPatch,
  memberRolesBody,
  nodeCreate,
  nodePatch,
  profilePatch,
  roleAssignmentCreate,
  roleCreate,
  rolePatch,
} from './members.ts';

const view = { capability: 'crm.leads.view', reach: 'all' };

test('[R7] each bad field of an invitation, an assignment and a member is named with its rule', () => {
  assertRefusals(invitationCreate, { email: 'sami@example.com', roleId: someId }, [
    ...bad.email('email'),
    ...bad.line('name', 120),
    ...bad.id('roleId'),
    ...bad.id('nodeId'),
  ]);
  assertRefusals(invitationAcceptBody, { name: 'Sami', password: 'long enough' }, [
    ...bad.requiredLine('name', 120),
    ['password', 'short', 'too_short'],
  ]);
  assertRefusals(roleAssignmentCreate, { roleId: someId, nodeId: someId }, [
    ...bad.id('roleId'),
    ...bad.id('nodeId'),
  ]);
  assertRefusals(memberPatch, {}, [
    ...bad.requiredLine('name', 120),
    ...bad.id('homeNodeId'),
    ...bad.requiredWord('locale'),
  ]);
  assertRefusals(memberDeactivateBody, {}, bad.id('reassignToId'));
  const assignment = { roleId: someId, nodeId: someId };
  assertRefusals(memberRolesBody, { assignments: [assignment] }, [
    ['assignments', 'all', 'invalid_type'],
    ['assignments', [assignment, assignment], 'duplicate'],
    ['assignments', Array.from({ length: 51 }, () => assignment), 'too_many'],
    ['assignments', [{ roleId: someId }], 'required', 'assignments.0.nodeId'],
  ]);
  assertRefusals(profilePatch, {}, [
    ...bad.requiredLine('name', 120),
    ...bad.requiredWord('locale'),
    ...bad.zone('timeZone'),
    ...bad.requiredWord('colourScheme'),
  ]);
});

test('[R6] [R7] a role grants capabilities that exist, each once', () => {
  const fields = [
    ...bad.requiredLine('name', 120),
    ['grants', 'all', 'invalid_type'],
    ['grants', [{ ...view, capability: 'crm.leads.fly' }], 'unknown_value', 'grants.0.capability'],
    ['grants', [{ ...view, reach: 'some' }], 'unknown_value', 'grants.0.reach'],
    ['grants', [{ capability: 'crm.leads.view' }], 'required', 'grants.0.reach'],
    ['grants', [{ ...view, nodeId: someId }], 'unknown_field', 'grants.0.nodeId'],
    ['grants', [view, { ...view, reach: 'own' }], 'duplicate'],
  ] as FieldCase[];
  assertRefusals(roleCreate, { name: 'Closer', grants: [view] }, fields);
  assertRefusals(rolePatch, {}, fields);
});

test('[R3] a node is made below another one, at a level below the organisation', () => {
  assertRefusals(nodeCreate, { level: 'branch', name: 'Amman', parentId: someId }, [
    ...bad.requiredWord('level'),
    ['level', 'organisation', 'unknown_value'],
    ...bad.requiredLine('name', 180),
    ...bad.id('parentId'),
  ]);
  assertRefusals(nodePatch, { name: 'Amman' }, bad.requiredLine('name', 180));
  assert.deepEqual(refusalsOf(nodePatch, { name: 'Amman', parentId: someId }), [
    ['parentId', 'unknown_field'],
  ]);
});

test('each bad field of an API key is named with its rule', () => {
  assertRefusals(apiKeyCreate, { name: 'Website' }, [
    ...bad.requiredLine('name', 120),
    ...bad.id('roleId'),
    ...bad.id('nodeId'),
    ...bad.instant('expiresAt'),
  ]);
  accepted(apiKeyCreate, { name: 'Website', expiresAt: '2027-01-01T00:00:00Z' });
});
