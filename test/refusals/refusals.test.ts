import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { capabilities } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import { accessEndpoints } from '#features/access/endpoints.ts';
import { isUuid, newId } from '#platform/database/id.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { sendMail } from '#platform/mail/send-mail-kind.ts';
import { endpoints, features } from '#server/features.ts';
import { cookiesOf } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodies, type PathParams, queries, type RecordEntry, records } from '#test/build/records.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { memberRows, publicRows } from './open-doors.ts';

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const isPublic = (row: Endpoint) => row.access === 'public';
const capabilityOf = (row: Endpoint) => ('capability' in row ? row.capability : undefined);

function moduleOf(row: Endpoint): ModuleName | null {
  const capability = capabilityOf(row);
  return ('module' in row && row.module) || (capability && capabilities[capability].module) || null;
}

/** The entry that names the last parameter of a path: `/leads` for `/leads/:id/convert`. */
function entryOf(path: string): [string, RecordEntry] | null {
  const places = [...path.matchAll(/\/:/g)].map(({ index }) => path.slice(0, index));
  for (const place of places.reverse()) {
    const entry = records[place];
    if (entry) return [place, entry];
  }
  return null;
}

/** Rows that do everything wrong, to show that the checks below would tell. */
const leaks: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/leaks/:id',
    summary: 'Answer whoever may sign in, whatever is asked.',
    tag: 'test',
    access: 'read',
    body: z.looseObject({}),
    run: async () => undefined,
  }),
  endpoint({
    method: 'GET',
    path: '/leaks',
    summary: 'Answer everybody.',
    tag: 'test',
    access: 'public',
    run: async () => undefined,
  }),
];

let server: TestServer;
let company: TestCompany;
let stranger: TestCompany;
let plain: TestCompany;
/** A key without any capability, an administrator of another branch, and the administrator's session. */
let callers: { nobody: string; sibling: string; session: string };
const made = new Map<string, Map<TestCompany, Promise<PathParams>>>();

before(async () => {
  const others = endpoints.filter((row) => !accessEndpoints.includes(row));
  const kinds = [sendMail, ...features.flatMap(({ jobs = [] }) => jobs).map(({ kind }) => kind)];
  server = await startTestServer({ endpoints: [...others, ...leaks], kinds, role: 'web' });
  company = await createTestCompany(server);
  stranger = await createTestCompany(server, { name: 'Southwind' });
  plain = await createTestCompany(server, { name: 'Eastwind' });
  const sibling = await company.addMember('administrator', company.nodes.otherBranch, 'Sid Sibling');
  const { email, password } = company.admin;
  const entered = await fetch(`${server.url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  callers = { nobody: await emptyKey(), sibling: sibling.apiKey, session: cookiesOf(entered) };
  await switchModulesOff(plain);
});
after(() => server?.stop());

async function emptyKey(): Promise<string> {
  const role = await company.api.post('/roles', { name: 'Nothing', grants: [] });
  const { body } = await company.api.post('/api-keys', {
    name: 'Nobody',
    roleId: role.body.id,
    nodeId: company.nodes.root.id,
  });
  return String(body.key);
}

async function switchModulesOff(of: TestCompany): Promise<void> {
  await of.asSystem(async (call) => {
    await call.database
      .updateTable('organisationModule')
      .set({ enabled: false })
      .where('orgId', '=', call.orgId)
      .execute();
    await call.database
      .updateTable('organisation')
      .set((column) => ({ accessVersion: column('accessVersion', '+', 1) }))
      .where('orgId', '=', call.orgId)
      .execute();
  });
}

/** The parameters of one record of that company, made once. */
function paramsOf(place: string, entry: RecordEntry, of: TestCompany): Promise<PathParams> {
  const known = made.get(place) ?? new Map<TestCompany, Promise<PathParams>>();
  made.set(place, known);
  const params = known.get(of) ?? entry.create(of);
  known.set(of, params);
  return params;
}

const filled = (path: string, params: PathParams) =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) => params[name] ?? newId());
const withIds = (params: PathParams, change: (id: string) => string): PathParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isUuid(value) ? change(value) : value]),
  );
const withWords = (params: PathParams): PathParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, isUuid(value) ? value : 'no-such-word']),
  );

/** The fields of a body as a form, with a small file beside them. */
function formOf(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body ?? {})) form.append(name, String(value));
  form.append('file', new File(['a,b'], 'table.csv'));
  return form;
}

type Sent = { status: number; code: string | undefined; text: string };

/** Sends as whoever `as` names: a key, cookies, or nobody. A string as body goes out as it is. */
async function send(row: Endpoint, path: string, as: string | null, body?: unknown): Promise<Sent> {
  const identity: Record<string, string> =
    as === null ? {} : as.startsWith('parley_') ? { authorization: `Bearer ${as}` } : { cookie: as };
  const upload = row.access === 'upload' && typeof body !== 'string';
  const typed: Record<string, string> =
    body === undefined || upload ? {} : { 'content-type': 'application/json' };
  const asked = queries[nameOf(row)];
  const query = asked === undefined ? '' : `${path.includes('?') ? '&' : '?'}${asked}`;
  const response = await fetch(`${server.url}/api/v1${path}${query}`, {
    method: row.method,
    headers: { ...identity, ...typed },
    ...(upload ? { body: formOf(body) } : {}),
    ...(body === undefined || upload ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  return {
    status: response.status,
    code: isProblem ? (JSON.parse(text) as { code: string }).code : undefined,
    text,
  };
}

function expect(sent: Sent, status: number, code: string, what: string): void {
  assert.deepEqual([sent.status, sent.code], [status, code], `${what}: ${sent.text.slice(0, 500)}`);
}

/** A body that the row's schema takes, so that what is refused is the record and not the body. */
function bodyFor(row: Endpoint): unknown {
  if (!row.body) return undefined;
  const sample = bodies[nameOf(row)];
  const body = sample ? sample(company) : {};
  assert.ok(
    row.body.safeParse(body).success,
    `${nameOf(row)} needs a body that its schema takes: add one to "bodies" in test/build/records.ts.`,
  );
  return body;
}

/** Rows of a member's own session take cookies; every other row takes a key. */
const administrator = (row: Endpoint) => (row.path.startsWith('/auth/') ? callers.session : company.apiKey);

async function refusesStrangers(row: Endpoint): Promise<void> {
  const path = filled(row.path, {});
  expect(await send(row, path, null, row.body && {}), 401, 'not_signed_in', 'nobody');
  expect(await send(row, path, 'parley_invented'), 401, 'not_signed_in', 'an invented key');
  const capability = capabilityOf(row);
  if (capability) {
    const sent = await send(row, path, callers.nobody, row.body && {});
    expect(sent, 403, 'forbidden', 'a member without the capability');
    assert.equal((JSON.parse(sent.text) as { capability: string }).capability, capability);
  }
  if (moduleOf(row)) {
    expect(await send(row, path, plain.apiKey), 403, 'module_disabled', 'a company without the module');
  }
}

async function refusesMalformed(row: Endpoint): Promise<void> {
  const path = filled(row.path, await knownParams(row));
  const as = administrator(row);
  if (row.access === 'upload') {
    expect(await send(row, path, as, '{}'), 415, 'unsupported_media_type', 'JSON in the place of a form');
    const odd = { ...(bodies[nameOf(row)]?.(company) as object | undefined), 'no such field': 1 };
    expect(await send(row, path, as, odd), 422, 'validation_failed', 'an unknown field');
  } else if (row.body) {
    expect(await send(row, path, as, '{"broken": '), 400, 'malformed_request', 'broken JSON');
    expect(await send(row, path, as, { 'no such field': 1 }), 422, 'validation_failed', 'an unknown field');
    expect(await send(row, path, as, []), 422, 'validation_failed', 'a list as body');
  }
  if (row.query) {
    const query = `${path}?noSuchFilter=1`;
    expect(
      await send(row, query, as, row.body && bodyFor(row)),
      422,
      'validation_failed',
      `${nameOf(row)}: an unknown filter`,
    );
  }
}

async function knownParams(row: Endpoint): Promise<PathParams> {
  const found = entryOf(row.path);
  return found ? paramsOf(...found, company) : {};
}

async function hidesRecords(row: Endpoint): Promise<void> {
  const found = entryOf(row.path);
  assert.ok(
    found,
    `${nameOf(row)} names a record, and the tests cannot make one: add "${row.path.split('/:')[0]}" to "records" in test/build/records.ts.`,
  );
  const [place, entry] = found;
  const inPath = (params: PathParams) =>
    Object.fromEntries(Object.entries(params).filter(([name]) => row.path.split('/').includes(`:${name}`)));
  const own = inPath(await paramsOf(place, entry, company));
  const theirs = inPath(await paramsOf(place, entry, stranger));
  const body = bodyFor(row);
  const as = administrator(row);
  const refuse = async (params: PathParams, caller: string, what: string) =>
    expect(await send(row, filled(row.path, params), caller, body), 404, 'not_found', what);
  if (Object.values(own).some(isUuid)) {
    await refuse(
      withIds(own, () => newId()),
      as,
      'an id that does not exist',
    );
    await refuse(
      withIds(own, () => '17'),
      as,
      'an id that is none',
    );
    await refuse(
      withIds(own, () => "' or true --"),
      as,
      'an injection',
    );
    await refuse(theirs, as, "another company's id");
    if (!entry.shared) await refuse(own, callers.sibling, "a sibling scope's id");
  }
  if (Object.values(own).some((value) => !isUuid(value))) {
    await refuse(withWords(own), as, 'a word that is not known');
  }
}

for (const row of endpoints) {
  describe(nameOf(row), () => {
    if (isPublic(row)) {
      test('is public, for a reason', () => {
        assert.ok(publicRows[nameOf(row)], `say in test/refusals/open-doors.ts why ${nameOf(row)} is public`);
      });
      return;
    }
    test('[R6] [R8] is for members who may: 401, 403, module off', () => refusesStrangers(row));
    test('refuses what is malformed', () => refusesMalformed(row));
    if (row.path.includes('/:')) test('[R9] hides what is not yours: 404', () => hidesRecords(row));
    if (!capabilityOf(row)) {
      test('needs no capability, for a reason', () => {
        assert.ok(
          memberRows[nameOf(row)],
          `say in test/refusals/open-doors.ts why every member may ${nameOf(row)}`,
        );
      });
    }
  });
}

test('after all these refusals every record is as it was made', async () => {
  let looked = 0;
  for (const [place, byCompany] of made) {
    const row = endpoints.find(({ method, path }) => method === 'GET' && path === `${place}/:id`);
    const params = await byCompany.get(company);
    // What a public row takes as its id is a secret, not the id of a record.
    if (!row || isPublic(row) || !params) continue;
    const sent = await send(row, filled(row.path, params), administrator(row));
    assert.equal(sent.status, 200, `${place}: ${sent.text}`);
    const { version } = JSON.parse(sent.text) as { version?: number };
    if (version !== undefined) assert.equal(version, 1, place);
    looked += 1;
  }
  assert.ok(looked >= 5);
});

describe('each check is seen to fail', () => {
  const leak = leaks[0] as Endpoint;

  test('a row that answers strangers', async () => {
    await assert.rejects(refusesStrangers(leaks[1] as Endpoint), /nobody/);
    await assert.rejects(
      refusesStrangers({ ...leak, capability: 'crm.leads.view' } as Endpoint),
      /capability/,
    );
    await assert.rejects(refusesStrangers({ ...leak, module: 'crm' } as Endpoint), /module/);
  });

  test('a row that takes anything', () => assert.rejects(refusesMalformed(leak), /unknown field/));

  test('a row that shows what is not yours, and one that nobody can make a record for', async () => {
    await assert.rejects(hidesRecords(leak), /add "\/leaks" to "records"/);
    records['/leaks'] = { create: async () => ({ id: newId() }) };
    await assert.rejects(hidesRecords(leak), /does not exist/);
  });
});

test('no reason is given for what is not there', () => {
  const names = new Set(endpoints.map(nameOf));
  for (const name of [...Object.keys(publicRows), ...Object.keys(memberRows), ...Object.keys(bodies)]) {
    assert.ok(names.has(name), `${name} is no endpoint any more`);
  }
});
