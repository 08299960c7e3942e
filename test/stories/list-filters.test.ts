import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from './whole-server.ts';

type Node = Record<string, unknown>;

describe('lists by groups of conditions, in any order', () => {
  let server: WholeServer;
  let company: TestCompany;
  let admin: Api;

  before(async () => {
    server = await startWholeServer('2026-05-13T10:00:00Z');
    company = await createTestCompany(server);
    admin = company.api;
    const deals = [
      ['Yen', '1500', 'JPY', '2026-05-11', ['a', 'b']],
      ['Dinar', '1500', 'JOD', '2026-05-18', ['b']],
      ['Euro', '1499.99', 'EUR', null, []],
      ['100%_sure', '20', 'EUR', '2026-04-30', ['a']],
      ['Nothing', null, null, null, []],
    ] as const;
    for (const [name, amount, currency, expectedCloseDate, tags] of deals) {
      const body = { name, ...(amount ? { amount, currency } : {}), expectedCloseDate, tags };
      const answer = await admin.post('/opportunities', body);
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
    }
  });
  after(() => server.stop());

  async function names(filter: Node, more = ''): Promise<string[]> {
    const text = encodeURIComponent(JSON.stringify(filter));
    const { status, body } = await admin.get(`/opportunities?sort=name&filter=${text}${more}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.total.value, body.items.length);
    return body.items.map((item: Json) => item.name);
  }
  const one = (field: string, op: string, value?: unknown) => names({ and: [{ field, op, value }] });

  test('each type of field has its operators [R41]', async () => {
    assert.deepEqual(await one('name', 'contains', '%_'), ['100%_sure']);
    assert.deepEqual(await one('name', 'is', 'YEN'), ['Yen']);
    assert.deepEqual(await one('name', 'startsWith', 'n'), ['Nothing']);
    assert.deepEqual(await one('amount', 'gte', '1500'), ['Dinar', 'Yen']);
    assert.deepEqual(await one('amount', 'between', ['20', 1499.99]), ['100%_sure', 'Euro']);
    assert.deepEqual(await one('amount', 'isEmpty'), ['Nothing']);
    assert.deepEqual(await one('amount', 'ne', '1500'), ['100%_sure', 'Euro', 'Nothing']);
    assert.deepEqual(await one('expectedCloseDate', 'thisWeek'), ['Yen']);
    assert.deepEqual(await one('expectedCloseDate', 'thisMonth'), ['Dinar', 'Yen']);
    assert.deepEqual(await one('expectedCloseDate', 'nextDays', 6), ['Dinar']);
    assert.deepEqual(await one('expectedCloseDate', 'before', '2026-05-01'), ['100%_sure']);
    assert.equal((await one('createdAt', 'lastDays', 1)).length, 5);
    assert.deepEqual(await one('createdAt', 'before', '2026-05-13'), []);
    assert.deepEqual(await one('tags', 'hasAll', ['a', 'b']), ['Yen']);
    assert.deepEqual(await one('tags', 'hasNone', ['a']), ['Dinar', 'Euro', 'Nothing']);
    assert.deepEqual(await one('tags', 'isEmpty'), ['Euro', 'Nothing']);
    assert.equal(
      (await one('ownerId', 'anyOf', ['me'])).length + (await one('ownerId', 'isEmpty')).length,
      5,
    );
    assert.deepEqual(await one('stage', 'noneOf', ['new']), []);
  });

  test('groups join by and and or, beside the plain filters of the list', async () => {
    const big = { field: 'amount', op: 'gte', value: '1000' };
    const named = { field: 'name', op: 'is', value: 'Nothing' };
    const tagged = { field: 'tags', op: 'hasAny', value: ['b'] };
    assert.deepEqual(await names({ or: [named, { and: [big, tagged] }] }), ['Dinar', 'Nothing', 'Yen']);
    assert.deepEqual(await names({ or: [named, { and: [big, tagged] }] }, '&tags=a'), ['Yen']);
    assert.equal((await names({ and: [] })).length, 5);
  });

  test('a condition that fits no field is refused by its place, and hostile text is only text', async () => {
    const ask = (filter: string) => admin.get(`/opportunities?filter=${encodeURIComponent(filter)}`);
    const refused = await ask('{"and":[{"field":"amount","op":"contains","value":"1"}]}');
    assert.equal(refused.status, 422);
    assert.equal(refused.body.errors[0].path, 'filter.and.0.op');
    assert.equal((await ask('{nonsense')).status, 422);
    assert.equal((await ask('////')).status, 422);
    assert.equal((await ask('x'.repeat(8001))).status, 422);
    for (const value of ["'; drop table lead; --", '\\', '%', '_', '$1', '"']) {
      assert.deepEqual(await one('name', 'startsWith', value), []);
    }
    assert.equal((await admin.get('/opportunities?sort=name,-name')).status, 422);
    assert.equal((await admin.get('/opportunities?sort=tags')).status, 422);
    assert.equal((await admin.get('/opportunities?sort=name,status,amount,currency')).status, 422);
  });

  test('counts by a field are those of the list', async () => {
    const { body } = await admin.get('/opportunities/groups?by=stage&tags=a');
    assert.deepEqual(body.groups, [{ value: 'new', name: null, count: 2 }]);
    assert.deepEqual(body.total, { value: 2, exact: true });
    const owners = (await admin.get('/opportunities/groups?by=ownerId')).body;
    assert.equal(owners.groups.length, 1);
    assert.equal((await admin.get('/opportunities/groups?by=name')).status, 422);
  });

  test('paging in any order gives every row exactly once, empty values last [R41]', async () => {
    const chance = [null, 'hot', 'warm', 'cold'];
    for (let number = 0; number < 60; number += 1) {
      const body = {
        companyName: `Firm ${number % 7}`,
        email: number % 5 === 0 ? null : `x${number % 4}@example.com`,
        quality: chance[number % 4],
        nextActionDate: number % 3 === 0 ? null : `2026-06-0${1 + (number % 6)}`,
      };
      assert.equal((await admin.post('/leads', body)).status, 201);
    }
    const words = ['name', 'quality', 'email', 'nextActionDate', 'createdAt'];
    const word = fc.tuple(fc.constantFrom(...words), fc.boolean());
    const sorts = fc.uniqueArray(word, { minLength: 1, maxLength: 3, selector: ([name]) => name });
    await fc.assert(
      fc.asyncProperty(sorts, fc.integer({ min: 3, max: 17 }), async (keys, limit) => {
        const sort = keys.map(([name, down]) => (down ? `-${name}` : name)).join(',');
        const rows = await everyPage(`/leads?sort=${sort}&limit=${limit}`);
        assert.equal(new Set(rows.map(({ id }) => id)).size, 60);
        assert.equal(rows.length, 60);
        rows.slice(1).forEach((row, index) => {
          const before = rows[index];
          assert.ok(inOrder(before, row, keys), `${sort}: ${JSON.stringify([before, row])}`);
        });
      }),
      { numRuns: 40 },
    );
    const foreign = Buffer.from(JSON.stringify({ sort: 'quality', values: ['a\u0000'], id: company.orgId }));
    const answer = await admin.get(`/leads?sort=quality&cursor=${foreign.toString('base64url')}`);
    assert.equal(answer.status, 422);
  });

  async function everyPage(path: string): Promise<Json[]> {
    const rows: Json[] = [];
    for (let cursor = ''; ; ) {
      const { status, body } = await admin.get(path + cursor);
      assert.equal(status, 200, JSON.stringify(body));
      rows.push(...body.items);
      if (!body.nextCursor) return rows;
      cursor = `&cursor=${body.nextCursor}`;
    }
  }
});

function inOrder(a: Json, b: Json, keys: readonly (readonly [string, boolean])[]): boolean {
  for (const [name, down] of keys) {
    const [x, y] = [a[name], b[name]];
    if (x === y) continue;
    if (x === null || y === null) return y === null;
    return x < y !== down;
  }
  return true;
}
