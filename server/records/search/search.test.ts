import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { learnWords } from './learn-words.ts';

let server: WholeServer;
let company: TestCompany;
let stranger: TestCompany;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
  stranger = await createTestCompany(server, { name: 'Southwind' });
  const { scope } = company.nodes.branch;
  const leads = [
    { firstName: 'Katherine', lastName: "O'Connor", companyName: 'Bäckerei Müller' },
    { firstName: 'Johanna', lastName: 'Smith', email: 'johanna.smith@example.com' },
    { firstName: 'أحمد', lastName: 'الخطيب' },
    { firstName: 'Paul', phone: '+49 (30) 1234-567' },
    { firstName: 'Petra', phone: '030 / 765 43 21' },
  ];
  for (const lead of leads) assert.equal((await company.api.post('/leads', { ...lead, scope })).status, 201);
  await company.api.post('/accounts', { name: 'Zimmermann Logistik', scope });
  await stranger.api.post('/leads', { firstName: 'Wilhelmina', scope: stranger.nodes.branch.scope });
  server.clock.advance(60_000);
  for (const { orgId } of [company, stranger])
    await learnWords(server.services.pool, orgId, server.clock.now());
});
after(() => server?.stop());

type Answer = { items: { kind: string; id: string; title: string }[]; readAs: string | null };

async function search(q: string, as: TestCompany['api'] = company.api): Promise<Answer> {
  const { status, body } = await as.get(`/search?q=${encodeURIComponent(q)}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as never;
}

const titles = ({ items }: Answer) => items.map(({ title }) => title);

describe('finds a record', () => {
  for (const [how, q, title] of [
    ['by a name', 'johanna', 'Johanna Smith'],
    ['by an email address', 'johanna.smith@example.com', 'Johanna Smith'],
    ['without the apostrophe', 'oconnor', "Katherine O'Connor"],
    ['without the accents', 'backerei', "Katherine O'Connor"],
    ['by the German way around an umlaut left out', 'muller', "Katherine O'Connor"],
    ['without hamza and marks', 'احمد', 'أحمد الخطيب'],
    ['with marks that the record does not have', 'أَحْمَد', 'أحمد الخطيب'],
    ['by a number as it was typed', '(30) 1234-567', 'Paul'],
    ['by a number in one piece', '+49301234567', 'Paul'],
    ['by a national number', '030 1234567', 'Paul'],
    ['by a number in Arabic digits', '٠٣٠ ١٢٣٤٥٦٧', 'Paul'],
    ['by a number that has no country', '030 7654321', 'Petra'],
    ['with two letters swapped', 'joahnna', 'Johanna Smith'],
    ['with a letter missing', 'johana smth', 'Johanna Smith'],
    ['with a letter too many', 'kathherine', "Katherine O'Connor"],
    ['of another kind, with an error', 'zimmerman logistic', 'Zimmermann Logistik'],
    ['with an error in Arabic', 'الخطبب', 'أحمد الخطيب'],
    ['by the beginning of a word with an error', 'zimmremann', 'Zimmermann Logistik'],
  ] as const) {
    test(`${how}: ${q}`, async () => assert.deepEqual(titles(await search(q)), [title]));
  }
});

test('says what it read instead, and only then', async () => {
  assert.equal((await search('joahnna')).readAs, 'johanna');
  assert.equal((await search('johanna')).readAs, null);
});

test('a number that is nearly right is another number', async () => {
  assert.deepEqual(titles(await search('+49301234568')), []);
});

test("learns nothing from and finds nothing of another company's words", async () => {
  assert.deepEqual(await search('wilhelmnia'), { items: [], readAs: null });
  assert.deepEqual(titles(await search('wilhelmnia', stranger.api)), ['Wilhelmina']);
});

test('a correction shows nobody what lies outside their scope', async () => {
  const other = await company.addMember('sales_manager', company.nodes.otherBranch);
  assert.deepEqual(await search('joahnna', other.api), { items: [], readAs: null });
});

test('hostile queries are answered, not obeyed', async () => {
  for (const q of [
    '%',
    '_',
    '\\',
    "' or 1=1 --",
    '%%%%%%',
    '(((((((',
    '\u202e\u0000x'.slice(0, 1),
    'a'.repeat(200),
  ]) {
    assert.equal((await company.api.get(`/search?q=${encodeURIComponent(q)}`)).status, 200, q);
  }
});

describe('what a member opened', () => {
  test('comes back newest first, and not to others', async () => {
    const { items } = (await company.api.get('/leads?sort=name')).body as { items: { id: string }[] };
    const [first, second] = items as [{ id: string }, { id: string }];
    await company.admin.call(async (call) => {
      const { noteVisit } = await import('./visits.ts');
      await noteVisit(call, { recordKind: 'lead', recordId: first.id });
      await noteVisit(
        { ...call, now: new Date(call.now.getTime() + 1000) },
        { recordKind: 'lead', recordId: second.id },
      );
    }, 'write');
    const mine = (await company.api.get('/visits')).body as { recent: { id: string }[] };
    assert.deepEqual(
      mine.recent.map(({ id }) => id),
      [second.id, first.id],
    );
    const other = await company.addMember('sales_manager', company.nodes.branch);
    assert.deepEqual((await other.api.get('/visits')).body, { recent: [], frequent: [] });
  });

  test('must be a record that they see', async () => {
    const other = await company.addMember('viewer', company.nodes.otherBranch);
    const { items } = (await company.api.get('/leads')).body as { items: { id: string }[] };
    const visit = { recordKind: 'lead', recordId: items[0]?.id };
    assert.equal((await other.api.post('/visits', visit)).status, 404);
    assert.equal((await other.api.post('/visits', { ...visit, recordKind: 'spaceship' })).status, 422);
  });
});
