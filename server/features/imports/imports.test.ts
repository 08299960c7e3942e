import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { productEndpoints } from '#features/catalog/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
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
    endpoints: [
      ...importEndpoints,
      ...leadEndpoints,
      ...accountEndpoints,
      ...contactEndpoints,
      ...productEndpoints,
      ...opportunityEndpoints,
    ],
    kinds: importJobs.map(({ kind }) => kind),
  });
  company = await createTestCompany(server);
  client = importClient(server, company.admin);
});
after(() => server.stop());

type Row = Record<string, unknown>;
const itemsOf = async (path: string): Promise<Row[]> => (await company.api.get(path)).body.items as Row[];

test('[R38] A file is uploaded, its columns are guessed, tried, brought in and taken back', async () => {
  const csv = [
    'First Name;Surname;Firma;E-Mail;Telefon;Lead Status',
    'Lena;Braun;Acme GmbH;lena@acme.example;+49 30 1234567;Contacted',
    'Omar;;Nour;omar@nour.example;;',
    ';;;nobody@example.com;;',
    'Lena;Again;Acme;lena@acme.example;;',
    'Bad;Mail;X;not-a-mail;;',
  ].join('\r\n');
  const made = await client.upload('lead', 'leads.csv', csv);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id, mapping, columns, rows } = made.body as {
    id: string;
    mapping: Record<string, string | null>;
    columns: string[];
    rows: string[][];
  };
  assert.equal(columns.length, 6);
  assert.equal(rows.length, 5);
  assert.deepEqual(
    [mapping['First Name'], mapping.Surname, mapping['E-Mail'], mapping['Lead Status']],
    ['firstName', 'lastName', 'email', 'status'],
  );
  const plan = {
    mapping: { ...mapping, Firma: 'companyName', Telefon: 'phone' },
    matchOn: ['email'],
    onDuplicate: 'skip',
  };
  const dry = await company.api.post(`/imports/${id}/dry-run`, plan);
  assert.equal(dry.status, 200, JSON.stringify(dry.body));
  const { create, update, skip, reject, duplicates } = dry.body;
  assert.deepEqual([create, update, skip, reject, duplicates], [2, 0, 1, 2, 1]);
  assert.deepEqual(
    (dry.body.errors as Row[]).map(({ row, column, code }) => [row, column, code]),
    [
      [4, 'First Name', 'required'],
      [6, 'E-Mail', 'invalid_email'],
    ],
  );
  assert.equal((await itemsOf('/leads')).length, 0);
  await client.run(id);
  const leads = await itemsOf('/leads?sort=name');
  assert.deepEqual(
    leads.map(({ firstName, status, phone, ownerId }) => [firstName, status, phone, ownerId]),
    [
      ['Lena', 'contacted', '+49 30 1234567', null],
      ['Omar', 'new', null, null],
    ],
  );
  assert.equal((await itemsOf('/leads?q=+49301234567')).length, 1);
  const timeline = (await company.api.get(`/leads/${leads[0]!.id}/timeline`)).body.items as Row[];
  assert.deepEqual(
    timeline.map(({ kind, after }) => [kind, after]),
    [['created', { importedFrom: 'leads.csv', line: 2 }]],
  );
  const errors = await client.text(`/imports/${id}/errors.csv`);
  assert.match(errors, /;|,not-a-mail,/);
  assert.match(errors, /Bad,Mail,X,not-a-mail/);
  await company.api.patch(`/leads/${leads[1]!.id}`, { jobTitle: 'Touched' });
  await client.undo(id);
  const after = (await company.api.get(`/imports/${id}`)).body;
  assert.deepEqual([after.status, after.undo], ['undone', { undone: 1, changed: 1 }]);
  assert.deepEqual(
    (await itemsOf('/leads')).map(({ firstName }) => firstName),
    ['Omar'],
  );
});

test('[R38] Rejected rows can be mended in the downloaded file and brought in again', async () => {
  const id = await client.bring('account', 'Name,Website\nGood,good.example\n=Bad,no such site\n', {});
  const rejected = await client.text(`/imports/${id}/errors.csv`);
  assert.match(rejected, /'=Bad/);
  const mended = rejected.replace('no such site', 'https://bad.example');
  const again = await client.bring('account', mended, {});
  const { counts } = (await company.api.get(`/imports/${again}`)).body as { counts: Row };
  assert.deepEqual(counts, { created: 1, updated: 0, skipped: 0, rejected: 0 });
  assert.equal((await itemsOf('/accounts?q=Bad'))[0]?.name, '=Bad');
});

test('[R38] A row that is a known record changes it, and undo gives it back what it had', async () => {
  const { body: account } = await company.api.post('/accounts', {
    name: 'Known',
    taxNumber: 'T-1',
    phone: '+49 30 7654321',
    tags: ['old'],
    address: { city: 'Berlin', country: 'DE' },
  });
  const csv = 'Name,Tax number,Tags,City,Phone\nRenamed,T-1,"new; shiny",Hamburg,+49 40 1234567\n';
  const id = await client.bring('account', csv, { matchOn: ['taxNumber'], onDuplicate: 'update' });
  const changed = (await company.api.get(`/accounts/${account.id}`)).body;
  assert.deepEqual([changed.name, changed.tags], ['Renamed', ['new', 'shiny']]);
  assert.deepEqual((changed.address as Row).city, 'Hamburg');
  assert.equal((changed.address as Row).country, 'DE');
  await client.undo(id);
  const back = (await company.api.get(`/accounts/${account.id}`)).body;
  const fields = ['name', 'tags', 'address', 'phone', 'taxNumber'] as const;
  assert.deepEqual(
    fields.map((field) => back[field]),
    fields.map((field) => account[field]),
  );
});

test('A row that is an archived record is skipped and said to be archived', async () => {
  const { body } = await company.api.post('/contacts', { firstName: 'Gone', email: 'gone@x.example' });
  await company.api.delete(`/contacts/${body.id}`);
  const { body: made } = await client.upload('contact', 'c.csv', 'First name,Email\nGone,gone@x.example\n');
  const dry = await company.api.post(`/imports/${made.id}/dry-run`, {
    mapping: made.mapping,
    matchOn: ['email'],
  });
  assert.deepEqual([dry.body.create, dry.body.skip, dry.body.archived], [0, 1, 1]);
});

test('Links go by name, owners by address, dates and numbers in the chosen way, stages to their place', async () => {
  await company.api.post('/accounts', { name: 'Linked Ltd' });
  const seller = await company.addMember('sales_manager', company.nodes.root, 'Sara Seller');
  const csv =
    'Deal Name\tAccount Name\tOwner\tClose Date\tAmount\tStage\n' +
    `Big deal\tLinked Ltd\t${seller.email}\t31.12.2026\t1.234,50\tNegotiation\n` +
    'Lost link\tNobody Inc\t\t01.02.2026\t5\t\n';
  const { body: made } = await client.upload('opportunity', 'deals.tsv', csv);
  const plan = { mapping: made.mapping, dateOrder: 'dmy', decimalComma: true };
  const dry = await company.api.post(`/imports/${made.id}/dry-run`, plan);
  assert.deepEqual(
    (dry.body.errors as Row[]).map(({ row, column, code }) => [row, column, code]),
    [[3, 'Account Name', 'not_found']],
  );
  await client.run(String(made.id));
  const [deal] = await itemsOf('/opportunities?q=Big');
  assert.deepEqual(
    [deal?.ownerId, deal?.expectedCloseDate, deal?.amount, deal?.currency, deal?.stage],
    [seller.id, '2026-12-31', '1234.50', 'EUR', 'negotiation'],
  );
});

test('[R38] What was exported comes back without loss', async () => {
  const { body: account } = await company.api.post('/accounts', { name: 'Round, "trip"\u200f شركة' });
  await company.api.post('/contacts', {
    firstName: 'Zoë',
    lastName: '=SUM(A1)',
    email: 'zoe@round.example',
    phone: '+49 30 1112223',
    accountId: account.id,
    emailOptIn: true,
    preferredContactMethod: 'email',
    tags: ['a', 'b'],
    lastContactedAt: '2026-03-01T10:20:30Z',
  });
  const csv = await client.text('/contacts/export.csv?q=zoe@round.example');
  const [original] = await itemsOf('/contacts?q=zoe@round.example');
  await company.api.delete(`/contacts/${original!.id}`);
  await client.bring('contact', csv, { onDuplicate: 'create' });
  const [copy] = await itemsOf('/contacts?q=zoe@round.example');
  const same = ['firstName', 'lastName', 'email', 'phone', 'accountId', 'ownerId', 'status', 'isPrimary'];
  same.push('emailOptIn', 'smsOptIn', 'preferredContactMethod', 'tags', 'lastContactedAt', 'scope');
  for (const field of same) assert.deepEqual(copy?.[field], original?.[field], field);
  assert.notEqual(copy?.id, original?.id);
});

test('Of thousands of rows only those with a code that is taken are rejected, wherever they stand', async () => {
  const rows = Array.from({ length: 2_300 }, (_, n) => `Part ${n},PART-${n === 40 || n === 2_290 ? 7 : n},5`);
  const id = await client.bring('product', `Name,SKU,Price\n${rows.join('\n')}\n`, {
    onDuplicate: 'create',
  });
  const { body } = await company.api.get(`/imports/${id}`);
  assert.deepEqual(body.counts, { created: 2_298, updated: 0, skipped: 0, rejected: 2 });
  const rejected = await client.text(`/imports/${id}/errors.csv`);
  assert.match(rejected, /Part 40,PART-7,5,42,sku/);
  assert.match(rejected, /Part 2290,PART-7,5,2292,sku/);
  await client.undo(id);
});

test('Prices of products come in with their currency; a code that is taken rejects its row alone', async () => {
  const csv =
    'Product Name,Product Code,Unit Price,Currency\nDesk,D-9,"1,250.5",USD\nCopy,D-9,1,USD\nChair,C-9,9.9999,\n';
  const id = await client.bring('product', csv, {});
  const { counts } = (await company.api.get(`/imports/${id}`)).body as { counts: Row };
  assert.deepEqual(counts, { created: 2, updated: 0, skipped: 0, rejected: 1 });
  const products = await itemsOf('/products?sort=name');
  assert.deepEqual(
    products.map(({ sku, prices }) => [sku, prices]),
    [
      ['C-9', [{ currency: 'EUR', unitPrice: '9.9999' }]],
      ['D-9', [{ currency: 'USD', unitPrice: '1250.5' }]],
    ],
  );
});

test('What somebody else imports, and what one may not import, is refused', async () => {
  const { body: made } = await client.upload('lead', 'l.csv', 'First name\nA\n');
  const other = await company.addMember('sales_manager', company.nodes.branch);
  assert.equal((await other.api.get(`/imports/${made.id}`)).status, 404);
  assert.equal((await other.api.post(`/imports/${made.id}/run`, {})).status, 404);
  const viewer = await company.addMember('viewer', company.nodes.branch, 'Vera Viewer');
  const refused = await importClient(server, viewer).upload('lead', 'l.csv', 'First name\nA\n');
  assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden']);
});

test("A link to a record of a sibling's place is refused by its row", async () => {
  const { nodes } = company;
  const far = await company.api.post('/accounts', { name: 'Far away', scope: nodes.otherBranch.scope });
  const near = await company.addMember('sales_manager', nodes.branch, 'Nora Near');
  const own = importClient(server, near);
  const { body: made } = await own.upload(
    'contact',
    'c.csv',
    `First name,Account id\nX,${far.body.id}\nY,Far away\n`,
  );
  const dry = await near.api.post(`/imports/${made.id}/dry-run`, {
    mapping: { 'First name': 'firstName', 'Account id': 'accountId' },
  });
  assert.deepEqual(
    (dry.body.errors as Row[]).map(({ row, code }) => [row, code]),
    [
      [2, 'not_found'],
      [3, 'not_found'],
    ],
  );
});

test('Prices in several currencies go out in columns of their own and come in again; a file takes none away', async () => {
  const csv =
    'Product Name,SKU,Unit,Tax %,price EUR,price USD\nShelf,S-1,piece,19,"1,200.50",1300\nHook,H-1,piece,7,,2\n';
  await client.bring('product', csv, {});
  type Price = { currency: string; unitPrice: string };
  const pricesOf = async (sku: string) => {
    const [product] = await itemsOf(`/products?sku=${sku}`);
    const prices = (product?.prices ?? []) as Price[];
    return prices.map(({ currency, unitPrice }) => `${unitPrice} ${currency}`);
  };
  assert.deepEqual(await pricesOf('S-1'), ['1200.5 EUR', '1300 USD']);
  assert.deepEqual(await pricesOf('H-1'), ['2 USD']);
  const exported = await client.text('/products/export.csv?sku=S-1');
  const [head = '', row = ''] = exported.trim().split(/\r?\n/);
  const cell = (name: string) => row.split(',')[head.split(',').indexOf(name)];
  assert.deepEqual([cell('price EUR'), cell('price USD'), cell('price GBP')], ['1200.5', '1300', '']);
  await client.bring('product', 'SKU,Name,price USD\nS-1,Shelf,1400\n', {
    matchOn: ['sku'],
    onDuplicate: 'update',
  });
  assert.deepEqual(await pricesOf('S-1'), ['1200.5 EUR', '1400 USD']);
});
