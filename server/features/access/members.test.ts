import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '#platform/database/id.ts';
import { type Answer, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, testPassword } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';

let server: TestServer;
let company: TestCompany;
let other: TestCompany;

before(async () => {
  server = await startTestServer();
  company = await createTestCompany(server);
  other = await createTestCompany(server, { name: 'Southwind' });
});
after(() => server.stop());

const paths = (body: { errors?: { path: string; code: string }[] }) =>
  (body.errors ?? []).map(({ path, code }) => `${path} ${code}`);

test('members are listed by name, searched, filtered and paged, and only those of the own company', async () => {
  const own = await createTestCompany(server, { name: 'Eastwind' });
  for (const name of ['Basma B', 'Basma A', 'Carl 50%'])
    await own.addMember('viewer', own.nodes.branch, name);
  const all = await own.api.get('/members');
  assert.deepEqual(
    all.body.items.map(({ name }: { name: string }) => name),
    ['Ada Admin', 'Basma A', 'Basma B', 'Carl 50%'],
  );
  assert.deepEqual(all.body.total, { value: 4, exact: true });
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Answer<Json> = await own.api.get(`/members?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    names.push(...page.body.items.map(({ name }: { name: string }) => name));
    cursor = page.body.nextCursor;
  }
  assert.equal(names.length, 4);
  assert.equal((await own.api.get('/members?q=basma')).body.items.length, 2);
  assert.equal((await own.api.get('/members?q=50%25')).body.items.length, 1);
  assert.equal((await own.api.get('/members?q=_')).body.items.length, 0);
  assert.equal((await own.api.get('/members?status=deactivated')).body.items.length, 0);
  for (const bad of ['limit=0', 'limit=201', 'status=gone', 'cursor=bm9uZQ', 'sort=name']) {
    assert.equal((await own.api.get(`/members?${bad}`)).status, 422, bad);
  }
  assert.equal((await own.api.get(`/members/${company.admin.id}`)).status, 404);
  assert.equal((await own.api.patch(`/members/${company.admin.id}`, { name: 'Taken' })).status, 404);
});

test('[R8] roles of colleagues are shown to whoever manages members; changing one takes the capability', async () => {
  const seller = await company.addMember('sales_representative', company.nodes.branch);
  const list = await seller.api.get('/members');
  const shown = list.body.items.filter((one: object) => 'assignments' in one);
  assert.deepEqual(
    shown.map(({ id }: { id: string }) => id),
    [seller.id],
  );
  const refused = await seller.api.patch(`/members/${seller.id}`, { name: 'Boss' });
  assert.deepEqual([refused.status, refused.body.capability], [403, 'settings.members.manage']);
});

test('a member is renamed and moved; a stale version and bad fields are refused', async () => {
  const { id } = await company.addMember('viewer', company.nodes.branch);
  const changed = await company.api.patch(
    `/members/${id}`,
    { name: 'Nadia', homeNodeId: company.nodes.otherBranch.id, locale: 'ar' },
    { 'if-match': '"1"' },
  );
  assert.equal(changed.status, 200);
  assert.deepEqual([changed.body.name, changed.body.version], ['Nadia', 2]);
  const stale = await company.api.patch(`/members/${id}`, { name: 'Late' }, { 'if-match': '"1"' });
  assert.deepEqual([stale.status, stale.body.version], [412, 2]);
  const bad = await company.api.patch(`/members/${id}`, { name: '', locale: 'fr', status: 'active' });
  assert.deepEqual(paths(bad.body).sort(), ['locale unknown_value', 'name required', 'status unknown_field']);
  for (const homeNodeId of [newId(), other.nodes.branch.id]) {
    const refused = await company.api.patch(`/members/${id}`, { homeNodeId });
    assert.deepEqual([refused.status, paths(refused.body)], [422, ['homeNodeId not_found']]);
  }
});

test('people change their own name, language, time zone and colours, and nobody else', async () => {
  const member = await company.addMember('viewer', company.nodes.branch);
  const signedIn = await api(server.url).post('/auth/sign-in', {
    email: member.email,
    password: testPassword,
  });
  const browser = api(server.url, cookiesOf(signedIn));
  const profile = { name: 'Rami', locale: 'ar', timeZone: 'Asia/Amman', colourScheme: 'dark' };
  const changed = await browser.patch('/me', profile);
  assert.equal(changed.status, 200);
  const { name, locale, timeZone, colourScheme } = (await browser.get('/me')).body.member;
  assert.deepEqual({ name, locale, timeZone, colourScheme }, profile);
  assert.equal((await browser.patch('/me', { email: 'x@example.com' })).status, 422);
  assert.equal((await browser.patch('/me', { timeZone: 'Mars/Base' })).status, 422);
  assert.equal((await member.api.patch('/me', profile)).status, 403);
});

test('[R7] [R8] a new role holds from the very next request, and a lost one is lost', async () => {
  const member = await company.addMember('viewer', company.nodes.branch);
  const signedIn = await api(server.url).post('/auth/sign-in', {
    email: member.email,
    password: testPassword,
  });
  const browser = api(server.url, cookiesOf(signedIn));
  assert.equal((await browser.get('/api-keys')).status, 403);
  const give = (roleId: string, nodeId: string) =>
    company.api.put(`/members/${member.id}/roles`, { assignments: [{ roleId, nodeId }] });
  const given = await give(company.roleIds.administrator, company.nodes.root.id);
  assert.equal(given.status, 200);
  assert.deepEqual(given.body.assignments, [
    { roleId: company.roleIds.administrator, roleName: 'Administrator', nodeId: company.nodes.root.id },
  ]);
  assert.equal((await browser.get('/api-keys')).status, 200);
  await give(company.roleIds.viewer, company.nodes.branch.id);
  assert.equal((await browser.get('/api-keys')).status, 403);
  assert.equal((await company.api.put(`/members/${member.id}/roles`, { assignments: [] })).status, 200);
  assert.deepEqual((await browser.get('/me')).body.capabilities, []);
});

test('roles are given only from the own company, each once, at nodes in use', async () => {
  const member = await company.addMember('viewer', company.nodes.branch);
  const put = (assignments: unknown) => company.api.put(`/members/${member.id}/roles`, { assignments });
  const viewer = company.roleIds.viewer;
  const nodeId = company.nodes.branch.id;
  const cases: [unknown, string][] = [
    [[{ roleId: other.roleIds.viewer, nodeId }], 'assignments.0.roleId not_found'],
    [
      [
        { roleId: viewer, nodeId },
        { roleId: viewer, nodeId: other.nodes.root.id },
      ],
      'assignments.1.nodeId not_found',
    ],
    [
      [
        { roleId: viewer, nodeId },
        { roleId: viewer, nodeId },
      ],
      'assignments duplicate',
    ],
    [[{ roleId: viewer }], 'assignments.0.nodeId required'],
    ['all', 'assignments invalid_type'],
  ];
  for (const [assignments, wanted] of cases) {
    const refused = await put(assignments);
    assert.deepEqual([refused.status, paths(refused.body)], [422, [wanted]]);
  }
  const stranger = `/members/${other.admin.id}/roles`;
  assert.equal((await company.api.put(stranger, { assignments: [] })).status, 404);
});

test('[R8] [R9] nobody gives, takes or deactivates what they do not hold there', async () => {
  const { root, entity, branch, otherBranch } = company.nodes;
  const role = await company.api.post('/roles', {
    name: 'Branch office',
    grants: [
      { capability: 'settings.members.manage', reach: 'all' },
      { capability: 'crm.leads.view', reach: 'own' },
    ],
  });
  const office = await company.addMember('viewer', branch);
  const staff = await company.addMember('viewer', branch);
  const assign = (who: string, assignments: unknown) =>
    company.api.put(`/members/${who}/roles`, { assignments });
  await assign(office.id, [{ roleId: role.body.id, nodeId: branch.id }]);
  const signedIn = await api(server.url).post('/auth/sign-in', {
    email: office.email,
    password: testPassword,
  });
  const browser = api(server.url, cookiesOf(signedIn));
  const put = (who: string, roleId: string, node: { id: string }) =>
    browser.put(`/members/${who}/roles`, { assignments: [{ roleId, nodeId: node.id }] });

  const more = await put(staff.id, company.roleIds.sales_manager, branch);
  assert.deepEqual([more.status, more.body.code], [403, 'forbidden']);
  assert.equal((await put(office.id, company.roleIds.administrator, root)).status, 422);
  assert.equal((await put(office.id, company.roleIds.administrator, branch)).status, 403);
  assert.equal((await put(staff.id, role.body.id, otherBranch)).status, 422);
  assert.equal((await put(staff.id, role.body.id, entity)).status, 422);
  // Taking the viewer's role away takes what the office does not hold either.
  const less = await put(staff.id, role.body.id, branch);
  assert.deepEqual([less.status, less.body.code], [403, 'forbidden']);
  assert.equal((await browser.post(`/members/${company.admin.id}/deactivate`, {})).status, 403);
  await assign(staff.id, [{ roleId: role.body.id, nodeId: branch.id }]);
  assert.equal((await browser.put(`/members/${staff.id}/roles`, { assignments: [] })).status, 200);
  assert.equal((await put(staff.id, role.body.id, branch)).status, 200);
  assert.equal((await browser.post(`/members/${staff.id}/deactivate`, {})).status, 200);
});

test('the last administrator of the whole company stays, also when two put each other out at once', async () => {
  const own = await createTestCompany(server, { name: 'Westwind' });
  const alone = await own.api.post(`/members/${own.admin.id}/deactivate`, {});
  assert.deepEqual([alone.status, alone.body.code], [409, 'last_administrator']);
  const empty = await own.api.put(`/members/${own.admin.id}/roles`, { assignments: [] });
  assert.deepEqual([empty.status, empty.body.code], [409, 'last_administrator']);
  const lower = { roleId: own.roleIds.administrator, nodeId: own.nodes.entity.id };
  assert.equal((await own.api.put(`/members/${own.admin.id}/roles`, { assignments: [lower] })).status, 409);

  for (let round = 0; round < 3; round += 1) {
    const second = await own.addMember('administrator', own.nodes.root, `Second ${round}`);
    const admins = [own.admin, second];
    await Promise.all(
      admins.map((admin, index) =>
        round === 1
          ? admin.api.put(`/members/${admins[1 - index]?.id}/roles`, { assignments: [] })
          : admin.api.post(`/members/${admins[1 - index]?.id}/deactivate`, {}),
      ),
    );
    const left = await asAdmin(
      server.database.adminUrl,
      `select m.id from member m join role_assignment a on a.org_id = m.org_id and a.member_id = m.id
        join role r on r.org_id = a.org_id and r.id = a.role_id join node n on n.org_id = a.org_id and n.id = a.node_id
        where m.org_id = $1 and m.status = 'active' and r.built_in = 'administrator' and n.level = 'organisation'`,
      [own.orgId],
    );
    assert.equal(left.length, 1, `round ${round}`);
    await asAdmin(server.database.adminUrl, `update member set status = 'active' where org_id = $1`, [
      own.orgId,
    ]);
    await asAdmin(server.database.adminUrl, `delete from role_assignment where org_id = $1`, [own.orgId]);
    await asAdmin(
      server.database.adminUrl,
      `insert into role_assignment (org_id, id, member_id, role_id, node_id, created_at) values ($1, $2, $3, $4, $5, now())`,
      [own.orgId, newId(), own.admin.id, own.roleIds.administrator, own.nodes.root.id],
    );
    await asAdmin(
      server.database.adminUrl,
      'update organisation set access_version = access_version + 1 where org_id = $1',
      [own.orgId],
    );
  }
});

test('deactivating names a successor, is announced once, and is audited', async () => {
  const [leaver, heir] = [
    await company.addMember('sales_representative', company.nodes.branch, 'Lea Leaver'),
    await company.addMember('sales_representative', company.nodes.branch, 'Hani Heir'),
  ];
  const leave = (body: unknown) => company.api.post(`/members/${leaver.id}/deactivate`, body);
  assert.deepEqual(paths((await leave({ reassignToId: leaver.id })).body), ['reassignToId inactive']);
  assert.deepEqual(paths((await leave({ reassignToId: other.admin.id })).body), ['reassignToId not_found']);
  const done = await leave({ reassignToId: heir.id });
  assert.deepEqual([done.status, done.body.status], [200, 'deactivated']);
  const again = await leave({});
  assert.deepEqual([again.status, again.body.code], [409, 'illegal_transition']);
  assert.equal((await company.api.post(`/members/${heir.id}/reactivate`)).status, 409);
  const events = await asAdmin<{ payload: unknown }>(
    server.database.adminUrl,
    `select payload from outbox where org_id = $1 and type = 'member.deactivated' and payload ->> 'memberId' = $2`,
    [company.orgId, leaver.id],
  );
  assert.deepEqual(events, [{ payload: { memberId: leaver.id, reassignToId: heir.id } }]);
  const entries = await asAdmin(
    server.database.adminUrl,
    `select before, after from audit_entry where record_id = $1 and action = 'member.deactivated'`,
    [leaver.id],
  );
  assert.deepEqual(entries, [
    { before: { status: 'active' }, after: { status: 'deactivated', reassignToId: heir.id } },
  ]);
});
