import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Api, api, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, documentsIn } from '#test/build/documents.ts';
import { rowsOf, startWholeServer, type WholeServer } from './whole-server.ts';

/** The cells of a CSV text with quotes, as RFC 4180 has them. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end?.endsWith('\n')) rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}

describe('what an administrator switches, lends and takes out', () => {
  let server: WholeServer;
  let company: TestCompany;
  let admin: Api;

  before(async () => {
    server = await startWholeServer('2026-04-01T08:00:00Z');
    company = await createTestCompany(server);
    admin = company.api;
  });
  after(() => server?.stop());

  test('Accounting switched off: its doors close, conversion too, and nothing is lost [R16]', async () => {
    const steps = documentsIn(admin, company.nodes.entity.scope);
    const accountId = await steps.make('/accounts', { name: 'Acme' });
    const invoice = await steps.makeInvoice({ accountId });
    const quote = await steps.acceptedQuote({ accountId });
    const change = async (enabled: boolean) => bodyOf(await admin.put('/modules/accounting', { enabled }));
    await change(false);
    for (const answer of [
      await admin.get('/invoices'),
      await admin.get(`/invoices/${invoice.id}`),
      await admin.get('/payments'),
      await steps.convert(quote.id),
    ]) {
      const body: Json = answer.body;
      assert.deepEqual([answer.status, body.code, body.module], [403, 'module_disabled', 'accounting']);
    }
    const seen = bodyOf(await admin.get(`/quotes/${quote.id}`));
    assert.equal(seen.abilities.convert, false);
    assert.deepEqual(bodyOf(await admin.get('/search?q=Acme')).items.length > 0, true);
    await change(true);
    assert.equal((await steps.getInvoice(invoice.id)).version, invoice.version);
    bodyOf(await steps.convert(quote.id));
  });

  test('CRM switched off as well: the settings stay', async () => {
    bodyOf(await admin.put('/modules/crm', { enabled: false }));
    assert.equal((await admin.get('/leads')).body.code, 'module_disabled');
    assert.equal((await admin.get('/leads/board')).body.code, 'module_disabled');
    assert.deepEqual(
      bodyOf(await admin.get('/search?q=Acme')).items.filter(({ kind }: Json) => kind === 'account'),
      [],
    );
    bodyOf(await admin.put('/modules/crm', { enabled: true }));
    assert.equal((await admin.get('/leads')).status, 200);
  });

  test('the life of an API key: shown once, acts for its role at its node, expires, is revoked [R8]', async () => {
    const { branch } = company.nodes;
    const given = { name: 'Web shop', roleId: company.roleIds.sales_manager, nodeId: branch.id };
    const expiring = bodyOf(
      await admin.post('/api-keys', { ...given, expiresAt: '2026-04-02T08:00:00Z' }),
      201,
    );
    const lasting = bodyOf(await admin.post('/api-keys', given), 201);
    const listed = bodyOf(await admin.get('/api-keys'));
    assert.ok(!JSON.stringify(listed).includes(lasting.key));
    const stored = await rowsOf<{ row: string }>(
      server,
      'select k::text as row from api_key k where org_id = $1',
      [company.orgId],
    );
    assert.ok(stored.every(({ row }) => !row.includes(lasting.key.slice('parley_'.length))));
    const shop = api(server.url, lasting.key);
    const lead = bodyOf(await shop.post('/leads', { companyName: 'From the shop' }), 201);
    assert.deepEqual([lead.scope, lead.ownerId], [branch.scope, null]);
    assert.equal((await shop.get('/audit')).status, 403);
    const trace = bodyOf(await admin.get(`/leads/${lead.id}/timeline`)).items[0];
    assert.deepEqual([trace.actor.kind, trace.actor.name], ['api_key', 'Web shop']);

    const headers = { 'idempotency-key': 'order-77' };
    const first = await shop.post('/leads', { companyName: 'Once' }, headers);
    const second = await shop.post('/leads', { companyName: 'Once' }, headers);
    assert.deepEqual([first.status, second.status, second.body.id], [201, 201, first.body.id]);
    const other = await shop.post('/leads', { companyName: 'Other' }, headers);
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);

    const visitor = api(server.url, expiring.key);
    assert.equal((await visitor.get('/leads')).status, 200);
    server.clock.set('2026-04-02T08:00:00Z');
    assert.equal((await visitor.get('/leads')).status, 401);
    assert.equal((await shop.get('/leads')).status, 200);
    assert.equal((await admin.delete(`/api-keys/${lasting.id}`)).status, 204);
    assert.equal((await shop.get('/leads')).status, 401);
  });

  test('an export has what the list has, cell by cell, also what spreadsheets would run [R18]', async () => {
    const names = [
      'Plain',
      'Comma, "quoted"',
      '=HYPERLINK("http://evil.example")',
      '@SUM(1)',
      '-2+3',
      '+962 79 1',
      'حلول الأردن',
      'O’Brien & Sons; GmbH',
      'Zoë 👩🏽‍💻',
    ];
    for (const [index, name] of names.entries()) {
      const body = { companyName: name, source: index % 2 ? 'Fair' : 'Web', tags: ['csv', `n${index}`] };
      assert.equal((await admin.post('/leads', body)).status, 201);
    }
    const filter = '?tags=csv&source=Fair&sort=name';
    const list = bodyOf(await admin.get(`/leads${filter}`));
    const answer = await admin.get<string>(`/leads/export.csv${filter}`);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(answer.headers.get('content-disposition') ?? '', /leads\.csv/);
    const [header = [], ...rows] = cellsOf(bodyOf(answer).replace('\uFEFF', ''));
    assert.equal(rows.length, list.items.length);
    const cell = (row: string[], name: string) => row[header.indexOf(name)];
    list.items.forEach((item: Json, index: number) => {
      const row = rows[index] ?? [];
      for (const field of ['id', 'source', 'status', 'createdAt', 'updatedAt'] as const) {
        assert.equal(cell(row, field), item[field], field);
      }
      assert.equal(cell(row, 'companyName')?.replace(/^'/, ''), item.companyName);
      assert.equal(cell(row, 'tags'), item.tags.join(', '));
    });
    const all = bodyOf(await admin.get<string>('/leads/export.csv?tags=csv'));
    const cells = cellsOf(all).flat();
    assert.ok(cells.every((text) => !/^[=@]/.test(text) && text !== '-2+3'));
    assert.ok(all.includes('حلول الأردن') && all.includes('+962 79 1'));
    const exported = await rowsOf<{ n: number }>(
      server,
      "select count(*)::int as n from audit_entry where org_id = $1 and action = 'lead.exported'",
      [company.orgId],
    );
    assert.deepEqual(exported, [{ n: 2 }]);
  });
});
