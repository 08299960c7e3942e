import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import ExcelJS from 'exceljs';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { importEndpoints } from './endpoints.ts';
import { importJobs } from './jobs.ts';
import { type ImportClient, importClient } from './testing/client.ts';

let server: TestServer;
let company: TestCompany;
let client: ImportClient;

before(async () => {
  server = await startTestServer({
    endpoints: [...importEndpoints, ...leadEndpoints, ...contactEndpoints],
    kinds: importJobs.map(({ kind }) => kind),
  });
  company = await createTestCompany(server);
  client = importClient(server, company.admin);
});
after(() => server.stop());

type Problem = { path: string; code: string; params?: Record<string, unknown> };

async function refusal(content: string | Uint8Array, name = 'leads.csv'): Promise<string> {
  const { status, body } = await client.upload('lead', name, content);
  assert.equal(status, 422, JSON.stringify(body).slice(0, 300));
  const [first] = body.errors as Problem[];
  return `${first?.path}: ${first?.code}`;
}

test('[R38] A file that is no table is refused by name, whatever it calls itself', async () => {
  assert.equal(await refusal('%PDF-1.7 and so on'), 'file: invalid_format');
  assert.equal(await refusal(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2])), 'file: invalid_format');
  assert.equal(await refusal(new Uint8Array(5000).fill(1)), 'file: invalid_format');
  assert.equal(await refusal('PK\u0003\u0004 no workbook', 'leads.xlsx'), 'file: invalid_format');
  assert.equal(await refusal(''), 'file: required');
  assert.equal(await refusal('First name,Email\n'), 'file: required');
  assert.equal(await refusal('\n\n\n'), 'file: required');
});

test('[R38] A quote that never closes and ten thousand columns are refused, not read into memory', async () => {
  assert.equal(
    await refusal(`First name,Email\n"Lena,x\n${'a,b\n'.repeat(300_000)}`),
    'file: invalid_format',
  );
  const wide = Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',');
  assert.equal(await refusal(`${wide}\n1\n`), 'file: too_many');
});

test('[R38] Broken quotes, NUL, huge cells and short rows cost their own row only', async () => {
  const rows = [
    'First name,Job title',
    'Fine,Buyer',
    'A "quoted" middle,Seller',
    'Nul\u0000name,Buyer',
    `${'x'.repeat(200_000)},Buyer`,
    'Short',
    'Long,Buyer,and,more,cells',
  ];
  const id = await client.bring('lead', rows.join('\n'), {});
  const { body } = await company.api.get(`/imports/${id}`);
  assert.deepEqual(body.counts, { created: 4, updated: 0, skipped: 0, rejected: 2 });
  const rejected = await client.text(`/imports/${id}/errors.csv`);
  assert.match(rejected, /Nulname,Buyer,4,firstName/);
});

test('Columns of the same name are told apart, and a field is filled from one of them', async () => {
  const { body } = await client.upload(
    'lead',
    'l.csv',
    'Email,Email,,First name\na@x.example,b@x.example,,A\n',
  );
  assert.deepEqual(body.columns, ['Email', 'Email (2)', '#3', 'First name']);
  const mapping = { Email: 'email', 'Email (2)': 'email' };
  const dry = await company.api.post(`/imports/${body.id}/dry-run`, { mapping });
  assert.deepEqual(
    (dry.body.errors as Problem[]).map(({ path, code }) => [path, code]),
    [['mapping.Email (2)', 'duplicate']],
  );
});

const arabic = 'الاسم الأول,الشركة\nليلى,نور\n';
const german = 'First name;Company\nJürgen;Größe GmbH\n';

/** Text in a code page of one byte for each letter. */
function encode(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) bytes.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Uint8Array.from(text, (letter) => bytes.get(letter) ?? 0x3f);
}

test('[R38] Files in UTF-8, UTF-16 and the code pages of Excel are read as they were meant', async () => {
  const utf16 = Buffer.from(`\ufeff${german}`, 'utf16le');
  const swapped = Buffer.from(german, 'utf16le').swap16();
  const cases: [string, Uint8Array, string, string][] = [
    ['utf-8', Buffer.from(`\ufeff${german}`), 'Jürgen', 'firstName'],
    ['utf-16le', utf16, 'Jürgen', 'firstName'],
    ['utf-16be', swapped, 'Jürgen', 'firstName'],
    ['windows-1252', encode(german, 'windows-1252'), 'Jürgen', 'firstName'],
    ['windows-1256', encode(arabic, 'windows-1256'), 'ليلى', 'firstName'],
  ];
  for (const [encoding, bytes, name, field] of cases) {
    const { body } = await client.upload('lead', 'l.csv', bytes);
    assert.equal((body.reading as { encoding: string }).encoding, encoding);
    assert.equal((body.rows as string[][])[0]?.[0], name, encoding);
    assert.equal((body.mapping as Record<string, string>)[(body.columns as string[])[0] ?? ''], field);
  }
  const { body } = await client.upload('lead', 'l.csv', encode(arabic, 'iso-8859-6'));
  const again = await company.api.post(`/imports/${body.id}/reading`, { encoding: 'iso-8859-6' });
  assert.equal((again.body.rows as string[][])[0]?.[0], 'ليلى');
});

test('[R38] A workbook is read by the sheet that was chosen: dates, formulas, links and rich text as they show', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Notes').addRow(['nothing here']);
  const sheet = book.addWorksheet('People');
  sheet.addRow(['First name', 'Email', 'Last contacted', 'Job title']);
  sheet.addRow([
    'Lena',
    { text: 'lena@x.example', hyperlink: 'mailto:lena@x.example' },
    new Date('2026-03-04T00:00:00Z'),
    { formula: '"Head"&" buyer"', result: 'Head buyer' },
  ]);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  const { body, status } = await client.upload('contact', 'people.xlsx', bytes, { sheet: 'People' });
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual(body.rows, [['Lena', 'lena@x.example', '2026-03-04', 'Head buyer']]);
  assert.deepEqual((body.reading as { sheets: string[] }).sheets, ['Notes', 'People']);
});

test('[R38] Exports of other programs are known by their headers', async () => {
  const { presets } = await import('./presets.ts');
  const { guessMapping } = await import('./guess-mapping.ts');
  const { targetsOf } = await import('./targets.ts');
  for (const preset of presets) {
    const headers = [...new Set([...preset.signs, ...Object.keys(preset.mapping)])];
    const targets = await company.admin.call((call) => targetsOf(call, preset.kind), 'read');
    const { mapping, preset: found } = guessMapping(preset.kind, headers, [], targets);
    assert.equal(found, preset.name, `${preset.name} ${preset.kind}`);
    for (const [header, field] of Object.entries(preset.mapping)) {
      assert.equal(mapping[header] ?? null, field, `${preset.name} ${preset.kind}: ${header}`);
    }
  }
});
