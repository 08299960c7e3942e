import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#platform/database/id.ts';
import { allKinds, type RecordKind } from '#records/kind.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestNode } from '#test/build/company.ts';
import { bodyOf, fieldCodes } from '#test/build/documents.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { digestOf } from './database-digest.ts';

const line = { description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '19' };
/** What a record of each kind needs; links that are required are filled in by `make`. */
const least: Readonly<Record<string, object>> = {
  account: { name: 'Acme' },
  contact: { firstName: 'Cora' },
  campaign: { name: 'Spring' },
  opportunity: { name: 'Deal' },
  quote: { title: 'Offer', lines: [line] },
  lead: { companyName: 'Acme' },
  order: { title: 'Delivery', lines: [line] },
  invoice: { lines: [line] },
};

type Target = { kind: RecordKind; field: string; to: string };
/** Settings of the whole company lie in no branch. */
const settings = ['member', 'paymentTerm', 'pipeline'];

let server: WholeServer;
let company: TestCompany;
let stranger: TestCompany;
/** Kinds that clients make and change, and the links that they may name. */
let targets: Target[];

before(async () => {
  server = await startWholeServer('2026-03-01T08:00:00Z');
  company = await createTestCompany(server);
  stranger = await createTestCompany(server, { name: 'Southwind' });
  const kinds = allKinds().filter(({ name }) => least[name]);
  targets = kinds.flatMap((kind) =>
    Object.entries(kind.fields).flatMap(([field, options]) => {
      if ((options.type !== 'link' && options.type !== 'reference') || options.readOnly) return [];
      // The quote and the entity of an invoice come with its conversion and its place: no body takes them.
      if (kind.name === 'invoice' && ['quoteId', 'entityId'].includes(field)) return [];
      return [{ kind, field, to: options.to }];
    }),
  );
});
after(() => server?.stop());

const pathOf = (name: string) => allKinds().find((kind) => kind.name === name)?.path ?? '';

async function make(of: TestCompany, name: string, node: TestNode, more: object = {}): Promise<string> {
  const account =
    name === 'invoice' && !('accountId' in more) ? { accountId: await make(of, 'account', node) } : {};
  const body = { ...least[name], ...account, scope: node.scope, ...more };
  return bodyOf(await of.api.post(pathOf(name), body), 201).id;
}

async function makeTarget(of: TestCompany, { kind, to }: Target, node: TestNode): Promise<string> {
  if (to === 'pipeline') {
    const body = { kind: kind.name, name: `Pipeline ${newId()}`, preset: 'handbook' };
    return bodyOf(await of.api.post('/pipelines', body), 201).id;
  }
  if (to === 'member') return (await of.addMember('viewer', node)).id;
  if (to === 'paymentTerm') {
    const name = `Term ${newId()}`;
    return bodyOf(await of.api.post('/payment-terms', { name, days: 7 }), 201).id;
  }
  return make(of, to, node);
}

/** Tries the id as this link in a new record and in one that is there, and says how each was refused. */
async function tryLink({ kind, field }: Target, id: string): Promise<string[]> {
  const { branch } = company.nodes;
  const record = await make(company, kind.name, branch);
  const account =
    kind.name === 'invoice' && field !== 'accountId'
      ? { accountId: await make(company, 'account', branch) }
      : {};
  const untouched = await digestOf(server.database.adminUrl);
  const created = await company.api.post(kind.path, {
    ...least[kind.name],
    ...account,
    scope: branch.scope,
    [field]: id,
  });
  const changed = await company.api.patch(`${kind.path}/${record}`, { [field]: id });
  for (const { status, body } of [created, changed]) assert.equal(status, 422, JSON.stringify(body));
  assert.deepEqual(await digestOf(server.database.adminUrl), untouched);
  return [...fieldCodes(created.body), ...fieldCodes(changed.body)];
}

const twice = (path: string, code: string) => [`${path}: ${code}`, `${path}: ${code}`];

describe('every link of every kind', () => {
  test('there are as many as there should be', () => {
    assert.ok(targets.length >= 19, targets.map(({ kind, field }) => `${kind.name}.${field}`).join(' '));
  });

  test('an id that does not exist, and one of another company: not found, and nothing changes', async () => {
    for (const target of targets) {
      const theirs = await makeTarget(stranger, target, stranger.nodes.branch);
      for (const id of [newId(), theirs]) {
        assert.deepEqual(await tryLink(target, id), twice(target.field, 'not_found'), target.kind.name);
      }
    }
  });

  test('a record of a sibling branch, and one that was archived [R10]', async () => {
    for (const target of targets.filter(({ to }) => !settings.includes(to))) {
      const sibling = await makeTarget(company, target, company.nodes.otherBranch);
      const named = `${target.kind.name}.${target.field}`;
      assert.deepEqual(await tryLink(target, sibling), twice(target.field, 'other_scope'), named);
      const archived = await makeTarget(company, target, company.nodes.branch);
      bodyOf(await company.api.delete(`${pathOf(target.to)}/${archived}`));
      assert.deepEqual(await tryLink(target, archived), twice(target.field, 'inactive'), named);
    }
  });

  test('a payment term that is out of use, and an owner who left [R57]', async () => {
    const terms = targets.filter(({ to }) => to === 'paymentTerm');
    const term = await makeTarget(company, terms[0] as Target, company.nodes.branch);
    bodyOf(await company.api.patch(`/payment-terms/${term}`, { active: false }));
    for (const target of terms) {
      assert.deepEqual(await tryLink(target, term), twice(target.field, 'inactive'));
    }
    const gone = await company.addMember('viewer', company.nodes.branch);
    bodyOf(await company.api.post(`/members/${gone.id}/deactivate`, {}));
    const strangers = await stranger.addMember('viewer', stranger.nodes.branch);
    for (const kind of allKinds().filter(({ name }) => least[name])) {
      const target: Target = { kind, field: 'ownerId', to: 'member' };
      for (const id of [gone.id, newId(), strangers.id]) {
        assert.deepEqual(await tryLink(target, id), twice('ownerId', 'not_found'), kind.name);
      }
    }
  });

  test('a scope of another company, and a node that was archived', async () => {
    const closed = await company.addNode(company.nodes.branch, 'department', 'Closed');
    assert.equal((await company.api.delete(`/hierarchy/nodes/${closed.id}`)).status, 204);
    for (const kind of allKinds().filter(({ name }) => least[name])) {
      const record = await make(company, kind.name, company.nodes.branch);
      const account =
        kind.name === 'invoice' ? { accountId: await make(company, 'account', company.nodes.root) } : {};
      const untouched = await digestOf(server.database.adminUrl);
      const refusals = async (scope: object) => {
        const created = await company.api.post(kind.path, { ...least[kind.name], ...account, scope });
        const changed = await company.api.patch(`${kind.path}/${record}`, { scope });
        return [created, changed].flatMap(({ body }) => fieldCodes(body));
      };
      assert.deepEqual(
        await refusals(stranger.nodes.entity.scope),
        twice('scope.entityId', 'not_found'),
        kind.name,
      );
      assert.deepEqual(await refusals(closed.scope), twice('scope.departmentId', 'inactive'), kind.name);
      assert.deepEqual(await digestOf(server.database.adminUrl), untouched);
    }
  });
});

describe('ids in the bodies of actions and settings', () => {
  const refused = async (answer: Promise<{ status: number; body: Json }>, expected: string) => {
    const { status, body } = await answer;
    assert.equal(status, 422, JSON.stringify(body));
    assert.deepEqual(fieldCodes(body), [expected]);
  };

  test('a conversion takes no account or contact that it may not bind', async () => {
    const lead = await make(company, 'lead', company.nodes.branch);
    const names = { opportunityName: 'Deal', quoteTitle: 'Offer' };
    const convert = (body: object) => company.api.post(`/leads/${lead}/convert`, { ...names, ...body });
    const idsOf = async (kind: string) => ({
      theirs: await make(stranger, kind, stranger.nodes.branch),
      sibling: await make(company, kind, company.nodes.otherBranch),
    });
    const account = await idsOf('account');
    const contact = await idsOf('contact');
    const untouched = await digestOf(server.database.adminUrl);
    await refused(convert({ accountId: newId() }), 'accountId: not_found');
    await refused(convert({ accountId: account.theirs }), 'accountId: not_found');
    await refused(convert({ accountId: account.sibling }), 'accountId: other_scope');
    await refused(convert({ accountName: 'A', contactId: newId() }), 'contactId: not_found');
    await refused(convert({ accountName: 'A', contactId: contact.theirs }), 'contactId: not_found');
    await refused(convert({ accountName: 'A', contactId: contact.sibling }), 'contactId: other_scope');
    assert.deepEqual(await digestOf(server.database.adminUrl), untouched);
  });

  test('settings name nodes, roles and members of this company only', async () => {
    const { api, nodes, roleIds, admin } = company;
    const foreign = stranger.nodes.branch.id;
    const untouched = await digestOf(server.database.adminUrl);
    const invitation = { email: 'x@example.com', roleId: roleIds.viewer, nodeId: nodes.branch.id };
    const assigned = (roleId: string, nodeId: string) =>
      api.put(`/members/${admin.id}/roles`, { assignments: [{ roleId, nodeId }] });
    const left = await company.api.get('/members');
    assert.ok(left.body.items.length > 0);
    await refused(api.post('/invitations', { ...invitation, nodeId: foreign }), 'nodeId: not_found');
    await refused(
      api.post('/invitations', { ...invitation, roleId: stranger.roleIds.viewer }),
      'roleId: not_found',
    );
    await refused(api.post('/api-keys', { name: 'K', nodeId: foreign }), 'nodeId: not_found');
    await refused(api.post('/api-keys', { name: 'K', roleId: stranger.roleIds.viewer }), 'roleId: not_found');
    await refused(assigned(roleIds.viewer, foreign), 'assignments.0.nodeId: not_found');
    await refused(assigned(stranger.roleIds.viewer, nodes.root.id), 'assignments.0.roleId: not_found');
    await refused(
      api.post('/hierarchy/nodes', { level: 'department', name: 'D', parentId: foreign }),
      'parentId: not_found',
    );
    await refused(api.patch(`/members/${admin.id}`, { homeNodeId: foreign }), 'homeNodeId: not_found');
    await refused(api.put('/tax-rates/order', { ids: [newId()] }), 'ids.0: not_found');
    assert.deepEqual(await digestOf(server.database.adminUrl), untouched);
  });
});
