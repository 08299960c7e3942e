import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import '#features/campaigns/kind.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import '#features/invoices/kind.ts';
import { leadEndpoints } from '#features/leads/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { manualClock } from '#platform/clock/clock.ts';
import type { Api, Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';

import { customFieldEndpoints } from './endpoints.ts';

describe('custom fields', () => {
  let server: TestServer;
  let company: TestCompany;
  let api: Api;

  before(async () => {
    server = await startTestServer({
      role: 'web',
      clock: manualClock('2026-03-01T08:00:00Z'),
      endpoints: [
        ...customFieldEndpoints,
        ...accountEndpoints,
        ...contactEndpoints,
        ...opportunityEndpoints,
        ...quoteEndpoints,
        ...leadEndpoints,
      ],
    });
    company = await createTestCompany(server);
    api = company.api;
  });
  after(() => server?.stop());

  async function define(body: Json): Promise<Json> {
    const answer = await api.post('/custom-fields', { kind: 'lead', label: body.key, ...body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  async function lead(custom: Json = {}, more: Json = {}): Promise<Json> {
    const scope = company.nodes.branch.scope;
    const answer = await api.post('/leads', { firstName: 'Lea', scope, custom, ...more });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  }
  const found = async (query: string) => {
    const { status, body } = await api.get<Json>(`/leads?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.items.map((item: Json) => item.id).sort();
  };
  const patch = (id: string, custom: Json) => api.patch<Json>(`/leads/${id}`, { custom });
  const errorOf = ({ status, body }: { status: number; body: Json }) => [
    status,
    body.errors?.[0]?.path,
    body.errors?.[0]?.code,
  ];

  it('keeps a value of every type, changes it alone, clears it, and finds it by every filter', async () => {
    const member = (await company.admin.principal()).actor.memberId;
    const account = (await api.post('/accounts', { name: 'Acme', scope: company.nodes.branch.scope })).body;
    const options = ['small', 'large', 'huge'].map((value) => ({ value, label: value }));
    const types: [string, Json, Json, string[]][] = [
      ['text', 'Two\nlines', {}, ['=two%0Alines']],
      ['number', '12.5', {}, ['=12.50', '[gte]=12', '[lt]=13', '[gt]=12.49999', '[lte]=12.50001']],
      ['money', { amount: '10.50', currency: 'EUR' }, {}, ['=10.5', '[gt]=10']],
      ['date', '2026-05-06', {}, ['=2026-05-06', '[lte]=2026-05-06']],
      ['choice', 'small', { options }, ['=small', '=large,small']],
      ['multiChoice', ['small', 'huge'], { options }, ['=huge', '=large,huge']],
      ['boolean', false, {}, ['=false']],
      ['url', 'https://example.com/a', {}, ['=https://example.com/A']],
      ['email', 'a@example.com', {}, ['=A@example.com']],
      ['phone', '+962 6 500 0000', {}, ['=%2B962 6 500 0000']],
      ['member', member, {}, [`=${member}`, `=none,${member}`]],
      ['link', account.id, { linkTo: 'account' }, [`=${account.id}`]],
    ];
    for (const [type, , more] of types) await define({ key: `${type}One`, type, ...more });
    const other = await lead();
    for (const [type, value, , filters] of types) {
      const key = `${type}One`;
      const made = await lead({ [key]: value });
      assert.deepEqual(made.custom[key], value);
      const kept = await patch(made.id, { textOne: 'more' });
      assert.deepEqual(kept.body.custom[key], type === 'text' ? 'more' : value);
      if (type === 'text') await patch(made.id, { textOne: value });
      for (const filter of filters) {
        const ids = await found(`custom.${key}${filter}`);
        const some = filter.startsWith('=none')
          ? ids.includes(made.id)
          : ids.length === 1 && ids[0] === made.id;
        assert.ok(some, `${key}${filter}: ${ids}`);
      }
      const none = await found(`custom.${key}=none`);
      assert.ok(none.includes(other.id) && !none.includes(made.id));
      const cleared = await patch(made.id, { [key]: null });
      assert.equal(cleared.body.custom[key], null);
      assert.deepEqual(await found(`custom.${key}=none&archived=all`), await found('archived=all'));
      await patch(made.id, { textOne: null });
    }
    const linked = await lead({ linkOne: account.id, memberOne: member });
    assert.equal(linked.names['custom.linkOne'], 'Acme');
    assert.ok(linked.names['custom.memberOne']);
    const moved = await api.patch<Json>(`/accounts/${account.id}`, {
      scope: company.nodes.otherBranch.scope,
    });
    assert.deepEqual([moved.status, moved.body.code], [409, 'has_dependents'], 'siblings do not bind');
  });

  it('takes conditions in groups', async () => {
    const a = await lead({ choiceOne: 'small', numberOne: 5 });
    const b = await lead({ choiceOne: 'large', multiChoiceOne: ['small', 'large'], dateOne: '2026-03-03' });
    const filter = async (...and: Json[]) => {
      const tree = { and: [...and, { or: [{ field: 'custom.choiceOne', op: 'isNotEmpty' }] }] };
      return found(`filter=${encodeURIComponent(JSON.stringify(tree))}`);
    };
    const on = (key: string, op: string, value?: Json) => ({ field: `custom.${key}`, op, value });
    assert.deepEqual(await filter(on('choiceOne', 'anyOf', ['small'])), [a.id]);
    assert.deepEqual(await filter(on('choiceOne', 'noneOf', ['small'])), [b.id]);
    assert.deepEqual(await filter(on('numberOne', 'between', ['1', '5'])), [a.id]);
    assert.deepEqual(await filter(on('multiChoiceOne', 'anyOf', ['large', 'huge'])), [b.id]);
    assert.deepEqual(await filter(on('multiChoiceOne', 'noneOf', ['large'])), [a.id]);
    assert.deepEqual(await filter(on('dateOne', 'nextDays', 7)), [b.id]);
    assert.deepEqual(await filter(on('textOne', 'isEmpty'), on('numberOne', 'ne', '5')), [b.id]);
  });

  it('refuses what is not known in filters by the name of the parameter', async () => {
    const cases = [
      ['custom.nope=1', 'custom.nope', 'unknown_field'],
      ['custom.textOne[gte]=1', 'custom.textOne[gte]', 'unknown_field'],
      ['custom.numberOne=abc', 'custom.numberOne', 'invalid_format'],
      ['custom.dateOne=2026-02-30', 'custom.dateOne', 'invalid_date'],
      ['custom.choiceOne=tiny', 'custom.choiceOne', 'unknown_value'],
      ['custom.booleanOne=maybe', 'custom.booleanOne', 'unknown_value'],
      ['custom.linkOne=5', 'custom.linkOne', 'invalid_format'],
      ['nope=1', 'nope', 'unknown_field'],
    ];
    for (const [query, path, code] of cases) {
      assert.deepEqual(errorOf(await api.get<Json>(`/leads?${query}`)), [422, path, code], query);
    }
  });

  it('requires on new records and where the field is named, not of old ones otherwise', async () => {
    const old = await lead();
    const field = await define({ key: 'region', type: 'text', required: true });
    assert.deepEqual(errorOf(await api.post('/leads', { firstName: 'X' })), [
      422,
      'custom.region',
      'required',
    ]);
    assert.equal((await api.patch(`/leads/${old.id}`, { firstName: 'Y' })).status, 200);
    assert.deepEqual(errorOf(await patch(old.id, { region: null })), [422, 'custom.region', 'required']);
    assert.equal((await api.patch(`/custom-fields/${field.id}`, { required: false })).status, 200);
    await api.patch(`/custom-fields/${field.id}`, { defaultValue: 'North' });
    assert.equal((await lead()).custom.region, 'North');
    assert.equal((await lead({ region: null })).custom.region, null);
    const { body } = await api.get<Json>(`/leads/${old.id}`);
    assert.equal(body.custom.region, null, 'a default rewrites no old row');
  });

  it('lets one of fifty records have a unique value, and checks old values when a field becomes unique', async () => {
    const field = await define({ key: 'code', type: 'text', unique: true });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        api.post<Json>('/leads', { firstName: `L${n}`, custom: { code: n % 2 ? 'same' : 'SAME' } }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    const refused = answers.find(({ status }) => status !== 201)!;
    assert.deepEqual(errorOf(refused), [422, 'custom.code', 'already_exists']);
    await api.patch(`/custom-fields/${field.id}`, { unique: false });
    const double = await lead({ code: 'same' });
    const again = await api.patch<Json>(`/custom-fields/${field.id}`, { unique: true });
    assert.deepEqual(errorOf(again), [422, 'unique', 'duplicate']);
    await patch(double.id, { code: 'x'.repeat(300) });
    assert.equal((await api.patch(`/custom-fields/${field.id}`, { unique: true })).status, 200);
    const long = await patch((await lead()).id, { code: 'X'.repeat(300) });
    assert.deepEqual(errorOf(long), [422, 'custom.code', 'already_exists']);
    const other = await patch((await lead()).id, { code: `${'x'.repeat(299)}y` });
    assert.equal(other.status, 200, 'long text is compared to its end');
  });

  it('takes a carried option out of use instead of removing it', async () => {
    const option = (value: string) => ({ value, label: value });
    const field = await define({ key: 'size', type: 'choice', options: [option('s'), option('m')] });
    const small = await lead({ size: 's' });
    const { body } = await api.patch<Json>(`/custom-fields/${field.id}`, { options: [option('l')] });
    assert.deepEqual(
      body.options.map((one: Json) => [one.value, one.active]),
      [
        ['l', true],
        ['s', false],
      ],
    );
    assert.equal((await api.patch(`/leads/${small.id}`, { custom: { size: 's' } })).status, 200);
    assert.deepEqual(errorOf(await patch((await lead()).id, { size: 's' })), [
      422,
      'custom.size',
      'inactive',
    ]);
  });

  it('hides an archived field, keeps its values and its key, and tells how many records have one', async () => {
    const field = await define({ key: 'old', type: 'text' });
    const made = await lead({ old: 'kept' });
    assert.deepEqual((await api.get<Json>(`/custom-fields/${field.id}`)).body.records, {
      value: 1,
      exact: true,
    });
    assert.ok((await api.delete<Json>(`/custom-fields/${field.id}`)).body.archivedAt);
    const hidden = await api.get<Json>(`/leads/${made.id}`);
    assert.ok(!('old' in hidden.body.custom));
    assert.deepEqual(errorOf(await patch(made.id, { old: 'x' })), [422, 'custom.old', 'unknown_field']);
    await patch(made.id, { textOne: 'meanwhile' });
    const again = await api.post<Json>('/custom-fields', {
      kind: 'lead',
      key: 'old',
      label: 'x',
      type: 'date',
    });
    assert.deepEqual([again.status, again.body.code], [409, 'already_exists']);
    await api.post(`/custom-fields/${field.id}/restore`, {});
    assert.equal((await api.get<Json>(`/leads/${made.id}`)).body.custom.old, 'kept');
  });

  it('is told field by field on the timeline and found by the search', async () => {
    await define({ key: 'nick', type: 'text', searchable: true });
    const made = await lead({ nick: 'Zorro' });
    await patch(made.id, { nick: 'Batman' });
    const { body } = await api.get<Json>(`/leads/${made.id}/timeline`);
    const change = body.items.find((item: Json) => item.kind === 'updated');
    assert.deepEqual(
      [change.before, change.after],
      [{ 'custom.nick': 'Zorro' }, { 'custom.nick': 'Batman' }],
    );
    assert.deepEqual(await found('q=batman'), [made.id]);
    assert.deepEqual(await found('q=zorro'), []);
  });

  it('goes along when a lead is converted, by key and type', async () => {
    for (const kind of ['account', 'contact', 'opportunity', 'quote']) {
      await define({ kind, key: 'nick', type: 'text' });
      await define({ kind, key: 'numberOne', type: kind === 'account' ? 'text' : 'number' });
      await define({ kind, key: 'must', type: 'text', required: true });
    }
    const made = await lead({ nick: 'Flash', numberOne: '7' });
    const { status, body } = await api.post<Json>(`/leads/${made.id}/convert`, {
      accountName: 'Flash Ltd',
      opportunityName: 'Deal',
      quoteTitle: 'Offer',
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.account.custom, { nick: 'Flash', numberOne: null, must: null });
    for (const kind of ['contact', 'opportunity', 'quote']) {
      assert.deepEqual(body[kind].custom, { nick: 'Flash', numberOne: '7', must: null }, kind);
    }
    const rows = await api.get<Json>('/opportunities?custom.numberOne=7');
    assert.equal(rows.body.items.length, 1);
  });

  it('orders fields into sections, and is typed in the OpenAPI of the company', async () => {
    const { body } = await api.get<Json>('/custom-fields?kind=quote');
    const ids = body.items.map(({ id }: Json) => id).reverse();
    const fields = ids.map((id: string, index: number) => ({ id, section: index === 0 ? null : 'Terms' }));
    const ordered = await api.put<Json>('/custom-fields/order', { kind: 'quote', fields });
    assert.deepEqual(
      ordered.body.items.map(({ id, section }: Json) => [id, section]),
      fields.map(({ id, section }: Json) => [id, section]),
    );
    const few = await api.put<Json>('/custom-fields/order', { kind: 'quote', fields: fields.slice(1) });
    assert.deepEqual(errorOf(few), [422, 'fields', 'too_few']);
    const document = await api.get<Json>('/custom-fields/openapi');
    const schema = document.body.components.schemas.LeadCustomFields;
    assert.deepEqual(schema.properties.choiceOne.anyOf[0].enum, ['small', 'large', 'huge']);
  });

  it('exports a column for each field', async () => {
    const { body } = await api.get<string>('/leads/export.csv?custom.choiceOne=large');
    const [head = '', row = ''] = body.split('\n');
    assert.match(head, /custom\.textOne.*custom\.moneyOne,custom\.moneyOne\.currency.*custom\.linkOne\.name/);
    assert.match(row, /small, large/);
  });
});
