import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { apiBase } from '#platform/http/server.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from './whole-server.ts';

const hostile = [
  'Plain',
  'Comma, "quoted"',
  'Two\nlines',
  "O'Brien",
  '=HYPERLINK("http://evil.example")',
  '@SUM(1)',
  '+cmd|x',
  '-2+3',
  '\tTab first',
  'حلول الأردن',
  'Zoë 👩🏽‍💻',
  '<b>&</b>',
  ';semicolon;',
  '١٢٣',
];
const count = 10_000;

type Row = Record<string, string>;

describe('an export of ten thousand rows', () => {
  let server: WholeServer;
  let company: TestCompany;
  let names: Map<string, string>;

  before(async () => {
    server = await startWholeServer('2026-05-13T10:00:00Z');
    company = await createTestCompany(server);
    const first = await company.api.post('/leads', { companyName: 'Seed', tags: ['a', 'b'] });
    assert.equal(first.status, 201);
    const columns = await rowsOf<{ name: string }>(
      server,
      `select column_name as name from information_schema.columns
         where table_name = 'lead' and is_generated = 'NEVER'`,
    );
    const list = columns.map(({ name }) => name);
    await rowsOf(
      server,
      `insert into lead (${list.join(', ')}) select ${list.map((name) => `made.${name}`).join(', ')}
         from lead, generate_series(2, ${count}) as number, lateral jsonb_populate_record(null::lead,
           to_jsonb(lead) || jsonb_build_object(
             'id', gen_random_uuid(),
             'company_name', ($2::text[])[1 + number % ${hostile.length}] || ' ' || number,
             'display_name', ($2::text[])[1 + number % ${hostile.length}] || ' ' || number)) as made
         where lead.org_id = $1`,
      [company.orgId, hostile],
    );
    const rows = await rowsOf<{ id: string; company_name: string }>(
      server,
      'select id, company_name from lead where org_id = $1',
      [company.orgId],
    );
    names = new Map(rows.map(({ id, company_name }) => [id, company_name]));
    assert.equal(names.size, count);
  });
  after(() => server.stop());

  const fetchFile = (path: string, signal?: AbortSignal) =>
    fetch(server.url + apiBase + path, {
      headers: { authorization: `Bearer ${company.apiKey}` },
      ...(signal ? { signal } : {}),
    });

  test('as CSV has each record once, its text as it is, and nothing that a spreadsheet runs [R18]', async () => {
    const answer = await fetchFile('/leads/export.csv?sort=name&columns=companyName,tags');
    assert.equal(answer.headers.get('x-total-count'), String(count));
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const rows: Row[] = parse(bytes, { bom: true, columns: true });
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['id', 'companyName', 'tags']);
    assert.equal(rows.length, count);
    const seen = new Set(rows.map(({ id }) => id));
    assert.equal(seen.size, count);
    for (const { id = '', companyName = '', tags } of rows) {
      assert.equal(companyName.replace(/^'(?=[=@+\-\t\r])/, ''), names.get(id));
      assert.ok(!/^[=@\t\r]/.test(companyName) && !/^[+-]\D/.test(companyName), companyName);
      assert.equal(tags, 'a, b');
    }
  });

  test('as a workbook has the same records, text as text [R18]', async () => {
    const answer = await fetchFile('/leads/export.xlsx?columns=companyName');
    assert.equal(answer.headers.get('x-total-count'), String(count));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    const sheet = book.worksheets[0];
    assert.ok(sheet);
    assert.equal(sheet.rowCount, count + 1);
    const seen = new Map<string, unknown>();
    sheet.eachRow((row, number) => {
      if (number > 1) seen.set(String(row.getCell(1).value), row.getCell(2).value);
    });
    assert.equal(seen.size, count);
    for (const [id, name] of names) assert.equal(seen.get(id), name);
  });

  test('is refused by its columns, is audited with its rows, and a reader who leaves is noticed', async () => {
    const refused = await company.api.get('/leads/export.csv?columns=name,nope');
    assert.equal(refused.status, 422);
    assert.equal(refused.body.errors[0].path, 'columns');
    const stop = new AbortController();
    const answer = await fetchFile('/leads/export.csv', stop.signal);
    await answer.body?.getReader().read();
    stop.abort();
    const entries = () =>
      rowsOf<{ action: string; after: { rows: number; format: string } }>(
        server,
        `select action, after from audit_entry where org_id = $1 and action like 'lead.export%' order by position`,
        [company.orgId],
      );
    let found = await entries();
    for (let look = 0; look < 100 && found.length < 4; look += 1) {
      await new Promise((done) => setTimeout(done, 50));
      found = await entries();
    }
    const [csv, xlsx, begun, ended] = found;
    assert.deepEqual([csv?.after.format, csv?.after.rows], ['csv', count]);
    assert.deepEqual([xlsx?.after.format, xlsx?.after.rows], ['xlsx', count]);
    assert.equal(begun?.action, 'lead.exported');
    assert.equal(ended?.action, 'lead.export_differed');
    assert.ok((ended?.after.rows ?? count) < count);
  });
});
