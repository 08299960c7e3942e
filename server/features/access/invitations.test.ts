import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { manualClock } from '#platform/clock/clock.ts';
import { type Answer, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

let server: TestServer;
let company: TestCompany;
const clock = manualClock(new Date().toISOString());
const accepted = { name: 'Noor New', password: 'noor knows this one' };

before(async () => {
  server = await startTestServer({ clock });
  company = await createTestCompany(server);
});
after(() => server.stop());

const invite = (email: string, more: object = {}) =>
  company.api.post('/invitations', {
    email,
    roleId: company.roleIds.sales_representative,
    nodeId: company.nodes.branch.id,
    ...more,
  });
const tokenOf = ({ body }: Answer<Json>): string => String(body.url).split('/').at(-1) ?? '';
const open = (token: string) => api(server.url).get(`/invitations/${token}`);
const accept = (token: string, body: object = accepted) =>
  api(server.url).post(`/invitations/${token}/accept`, body);

test('an invitation is mailed, shown once, accepted once, and makes a member with its role at its node', async () => {
  const made = await invite('Noor@Example.com', { name: 'Noor' });
  assert.equal(made.status, 201);
  assert.match(made.body.url, /^http:\/\/localhost:3000\/invitation\/[\w-]{75}$/);
  const token = tokenOf(made);
  const [mail] = await asAdmin<{ recipient: string; body_text: string }>(
    server.database.adminUrl,
    'select recipient, body_text from mail where org_id = $1',
    [company.orgId],
  );
  assert.equal(mail?.recipient, 'noor@example.com');
  assert.ok(mail?.body_text.includes(made.body.url));
  const listed = await company.api.get('/invitations');
  assert.equal(listed.body.items[0].status, 'open');
  assert.ok(!JSON.stringify(listed.body).includes(token));

  const offer = await open(token);
  assert.deepEqual(
    [offer.body.organisationName, offer.body.email, offer.body.name],
    ['Northwind', 'noor@example.com', 'Noor'],
  );
  const short = await accept(token, { name: '', password: 'short' });
  assert.equal(short.status, 422);
  const joined = await accept(token);
  assert.equal(joined.status, 201);
  const me = await api(server.url, cookiesOf(joined)).get('/me');
  assert.equal(me.body.member.name, 'Noor New');
  assert.equal(me.body.scopes[0].nodeId, company.nodes.branch.id);
  const again = await accept(token);
  assert.deepEqual([again.status, again.body.code], [409, 'invitation_used']);
  assert.deepEqual((await open(token)).body.code, 'invitation_used');
  const signedIn = await api(server.url).post('/auth/sign-in', {
    email: 'noor@example.com',
    password: accepted.password,
  });
  assert.equal(signedIn.status, 200);
  assert.deepEqual((await company.api.delete(`/invitations/${made.body.id}`)).body.code, 'invitation_used');
});

test('of ten who accept at once, one becomes a member', async () => {
  const token = tokenOf(await invite('rush@example.com'));
  const all = await Promise.all(Array.from({ length: 10 }, () => accept(token)));
  assert.equal(all.filter(({ status }) => status === 201).length, 1);
  assert.equal(all.filter(({ status }) => status === 409).length, 9);
  const members = await asAdmin(
    server.database.adminUrl,
    `select 1 from member where email = 'rush@example.com'`,
  );
  assert.equal(members.length, 1);
});

test('a revoked, an expired, a cut and an invented link are refused', async () => {
  const made = await invite('revoked@example.com');
  assert.equal((await company.api.delete(`/invitations/${made.body.id}`)).status, 204);
  const revoked = await accept(tokenOf(made));
  assert.deepEqual([revoked.status, revoked.body.code], [410, 'link_expired']);

  const late = await invite('late@example.com');
  clock.advance(7 * 86_400_000);
  assert.equal((await accept(tokenOf(late))).status, 410);
  assert.equal((await open(tokenOf(late))).status, 410);
  const again = await invite('late@example.com');
  assert.equal(again.status, 201);
  assert.equal((await open(tokenOf(again))).status, 200);
  assert.equal((await accept(tokenOf(late))).status, 410);

  const token = tokenOf(again);
  const other = tokenOf(await invite('other@example.com'));
  const mixed = Buffer.concat([
    Buffer.from(token, 'base64url').subarray(0, 32),
    Buffer.from(other, 'base64url').subarray(32),
  ]).toString('base64url');
  for (const wrong of [token.slice(0, -2), `${token}A`, mixed, 'nonsense']) {
    assert.equal((await open(wrong)).status, 404, wrong);
    assert.equal((await accept(wrong)).status, 404, wrong);
  }
});

test('an address is invited once, and not when it is a member', async () => {
  await invite('twice@example.com');
  const twice = await invite('TWICE@example.com');
  assert.deepEqual([twice.status, twice.body.code], [409, 'already_exists']);
  assert.equal(twice.body.errors[0].path, 'email');
  const member = await invite(company.admin.email);
  assert.deepEqual([member.status, member.body.code], [409, 'already_exists']);
  const all = await Promise.all(Array.from({ length: 5 }, () => invite('crowd@example.com')));
  assert.equal(all.filter(({ status }) => status === 201).length, 1);
  assert.equal(all.filter(({ status }) => status === 409).length, 4);
});

test('who signs in to another company cannot join, and keeps their password', async () => {
  const other = await createTestCompany(server, { name: 'Southwind' });
  const token = tokenOf(await invite(other.admin.email));
  const refused = await accept(token);
  assert.deepEqual([refused.status, refused.body.code], [409, 'already_exists']);
  const { email, password } = other.admin;
  assert.equal((await api(server.url).post('/auth/sign-in', { email, password })).status, 200);
  assert.equal((await open(token)).status, 200);
});

test('[R8] nobody invites to more than they hold, nor outside their own nodes', async () => {
  const role = await company.api.post('/roles', {
    name: 'Inviter',
    grants: [{ capability: 'settings.members.manage', reach: 'all' }],
  });
  const { branch, otherBranch, root } = company.nodes;
  const inviter = await company.addMember('viewer', branch, 'Ina Inviter');
  const keyed = await company.api.post('/api-keys', { name: 'k', roleId: role.body.id, nodeId: branch.id });
  const limited = api(server.url, keyed.body.key);
  const from = (who: typeof limited, roleId: string, nodeId: string) =>
    who.post('/invitations', { email: 'friend@example.com', roleId, nodeId });
  assert.equal((await from(inviter.api, role.body.id, branch.id)).status, 403);
  assert.equal((await from(limited, company.roleIds.viewer, branch.id)).status, 403);
  for (const nodeId of [otherBranch.id, root.id]) {
    const refused = await from(limited, role.body.id, nodeId);
    assert.deepEqual([refused.status, refused.body.errors?.[0].path], [422, 'nodeId']);
  }
  assert.equal((await from(limited, role.body.id, branch.id)).status, 201);
  assert.equal((await limited.get('/invitations')).body.items.length > 0, true);
  const elsewhere = await invite('elsewhere@example.com', { nodeId: otherBranch.id });
  assert.equal((await limited.delete(`/invitations/${elsewhere.body.id}`)).status, 403);
  const shown = (await limited.get('/invitations')).body.items.map(
    ({ nodeId }: { nodeId: string }) => nodeId,
  );
  assert.ok(!shown.includes(otherBranch.id));
});

test('the link of a role that is gone leads nowhere, and a role with an open invitation stays', async () => {
  const role = await company.api.post('/roles', { name: 'Short-lived', grants: [] });
  const made = await invite('gone@example.com', { roleId: role.body.id });
  const refused = await company.api.delete(`/roles/${role.body.id}`);
  assert.deepEqual([refused.status, refused.body.invitations], [409, 1]);
  await asAdmin(server.database.adminUrl, 'update role set archived_at = now() where id = $1', [
    role.body.id,
  ]);
  assert.equal((await accept(tokenOf(made))).status, 410);
});
