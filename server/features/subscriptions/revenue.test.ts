import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn } from '#test/build/documents.ts';
import { subscriptionsIn } from '#test/build/subscriptions.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { billCompany } from './jobs.ts';

const price = (unitPrice: string) => [{ ...consulting, quantity: 1, unitPrice }];

describe('what subscriptions bring', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let accountId: string;
  let docs: ReturnType<typeof documentsIn>;
  let subs: ReturnType<typeof subscriptionsIn>;

  before(async () => {
    server = await startWholeServer('2026-01-01T09:00:00Z');
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.entity, 'Rana Rep');
    docs = documentsIn(company.api, company.nodes.entity.scope);
    subs = subscriptionsIn(company.api, company.nodes.entity.scope);
    accountId = await docs.make('/accounts', { name: 'Acme' });
  });
  after(() => server?.stop());

  const bill = () => billCompany(server.services, company.orgId, new AbortController().signal);
  const at = async (instant: string) => {
    server.clock.set(instant);
    await bill();
  };
  const summary = async (query = ''): Promise<Json> =>
    bodyOf(await company.api.get<Json>(`/subscriptions/summary${query}`));
  const make = (body: object) => subs.make({ accountId, interval: 'month', ...body });

  it('MRR by month: new, more, less, paused, resumed, lost; churn; the sums of the books agree [R151]', async () => {
    const yearly = await make({ startDate: '2026-01-01', interval: 'year', lines: price('1200') });
    const monthly = await make({ startDate: '2026-01-15', lines: price('300') });
    const weekly = await make({ startDate: '2026-02-02', interval: 'week', lines: price('12') });
    const trial = await make({ startDate: '2026-02-01', trialEndDate: '2026-02-28', lines: price('50') });
    await at('2026-01-20T09:00:00Z');
    bodyOf(await subs.changePrice(monthly.id, { lines: price('360') }));
    await at('2026-03-02T09:00:00Z');
    bodyOf(await subs.changePrice(weekly.id, { lines: price('6') }));
    bodyOf(await subs.pause(yearly.id, {}));
    await at('2026-03-20T09:00:00Z');
    bodyOf(await subs.cancel(trial.id, { at: 'end' }));
    await at('2026-04-10T09:00:00Z');
    bodyOf(await subs.resume(yearly.id));
    const seen = await summary('?from=2026-01-01&to=2026-04-10');
    assert.deepEqual(
      seen.months.map((month: Json) => [
        month.month,
        month.opening,
        month.new,
        month.expansion,
        month.contraction,
        month.paused,
        month.resumed,
        month.churned,
        month.closing,
        month.churnRate,
      ]),
      [
        ['2026-01', '0.00', '400.00', '0.00', '0.00', '0.00', '0.00', '0.00', '400.00', null],
        ['2026-02', '400.00', '52.00', '60.00', '0.00', '0.00', '0.00', '0.00', '512.00', '0.0'],
        ['2026-03', '512.00', '50.00', '0.00', '-26.00', '-100.00', '0.00', '0.00', '436.00', '0.0'],
        ['2026-04', '436.00', '0.00', '0.00', '0.00', '0.00', '100.00', '-50.00', '486.00', '25.0'],
      ],
    );
    assert.deepEqual(seen.mrr, { byCurrency: [{ currency: 'EUR', amount: '486.00' }], total: '486.00' });
    assert.deepEqual(seen.counts, { active: 3, trialing: 0, paused: 0, draft: 0 });
    const [books] = await rowsOf<{ differ: number }>(
      server,
      `select count(*)::int as differ from subscription s where recurring_minor <>
         (select coalesce(sum(change_minor), 0) from subscription_revenue r
          where r.org_id = s.org_id and r.subscription_id = s.id)`,
    );
    assert.equal(books?.differ, 0);
    // Until 10 May: 15 April and 13, 20, 27 April, 4 May for the weekly one; the yearly one only in January.
    assert.deepEqual(seen.dueSoon, {
      until: '2026-05-10',
      count: 5,
      byCurrency: [{ currency: 'EUR', amount: '456.96' }],
      total: '456.96',
    });
    for (const { id } of [yearly, monthly, weekly]) bodyOf(await subs.cancel(id, { at: 'now' }));
  });

  it('other currencies by the rate of a named day; one without a rate is said and left out', async () => {
    server.clock.set('2027-01-01T09:00:00Z');
    await make({ startDate: '2027-01-01', currency: 'USD', lines: price('100') });
    await make({ startDate: '2027-01-01', currency: 'JPY', lines: price('500') });
    await make({ startDate: '2027-01-01', lines: price('10') });
    const missing = await summary();
    assert.deepEqual(missing.missingRates, ['JPY', 'USD']);
    assert.equal(missing.mrr.total, '10.00');
    for (const rate of [
      { date: '2026-12-01', from: 'USD', to: 'EUR', rate: '0.9' },
      { date: '2027-02-01', from: 'USD', to: 'EUR', rate: '0.5' },
    ])
      bodyOf(await company.api.post('/exchange-rates', rate), 201);
    const seen = await summary();
    assert.equal(seen.mrr.total, '100.00');
    assert.deepEqual(
      seen.rates.find(({ from }: Json) => from === 'USD'),
      { from: 'USD', rate: seen.rates[1].rate, rateDate: '2026-12-01' },
    );
    assert.deepEqual(seen.missingRates, ['JPY']);
    const elsewhere = await summary(`?scopeNodeId=${company.nodes.otherEntity.id}`);
    assert.deepEqual(elsewhere.mrr, { byCurrency: [], total: '0.00' });
  });

  it('whoever sees only their own sums only their own', async () => {
    server.clock.set('2027-01-02T09:00:00Z');
    await make({ startDate: '2027-01-02', ownerId: rep.id, lines: price('7') });
    const own = bodyOf(await rep.api.get<Json>('/subscriptions/summary'));
    assert.deepEqual(own.mrr.byCurrency, [{ currency: 'EUR', amount: '7.00' }]);
    assert.equal(bodyOf(await rep.api.get<Json>('/subscriptions')).items.length, 1);
  });

  it('the owner hears of the end in time, once, and gets a task; a later end is told again [R152]', async () => {
    server.clock.set('2028-01-01T09:00:00Z');
    const made = await make({
      startDate: '2028-01-01',
      endDate: '2028-12-31',
      ownerId: rep.id,
      title: 'Care',
    });
    const told = async () => {
      await server.deliver(company.orgId);
      const { items } = bodyOf(await rep.api.get<Json>('/notifications?limit=100'));
      return items.filter(({ type }: Json) => type === 'renewal_due').length;
    };
    const tasks = async () =>
      bodyOf(await rep.api.get<Json>(`/tasks?recordKind=subscription&recordId=${made.id}`)).items;
    await at('2028-11-30T09:00:00Z');
    assert.equal(await told(), 0);
    await at('2028-12-01T09:00:00Z');
    await bill();
    assert.equal(await told(), 1);
    const [task] = await tasks();
    assert.deepEqual([task.subject, task.ownerId, task.dueDate], ['Renew: Care', rep.id, '2028-12-01']);
    bodyOf(await company.api.patch(`/subscriptions/${made.id}`, { endDate: '2029-06-30' }));
    await at('2029-05-31T09:00:00Z');
    assert.equal(await told(), 2);
    assert.equal((await tasks()).length, 2);
    bodyOf(await subs.cancel(made.id, { at: 'now' }));
  });

  it('what cannot be billed says why, tells its owner once, holds up nobody else and is tried again', async () => {
    server.clock.set('2030-01-01T09:00:00Z');
    const gone = await docs.make('/accounts', { name: 'Gone' });
    const broken = await make({ startDate: '2030-01-02', accountId: gone, ownerId: rep.id });
    const fine = await make({ startDate: '2030-01-02' });
    const refused = await company.api.delete(`/accounts/${gone}`);
    assert.deepEqual([refused.status, refused.body.code], [409, 'has_dependents']);
    const archive = (value: string | null) =>
      rowsOf(server, 'update account set archived_at = $2 where id = $1', [gone, value]);
    await archive('2030-01-01T10:00:00Z');
    await at('2030-01-02T09:00:00Z');
    assert.equal((await subs.periods(fine.id)).length, 1);
    const failed = await subs.get(broken.id);
    assert.deepEqual(
      failed.failure?.errors?.map(({ path, code }) => `${path}: ${code}`),
      ['accountId: inactive'],
    );
    assert.deepEqual([failed.failing, failed.retryAt], [true, '2030-01-02T09:05:00Z']);
    assert.equal((await subs.periods(broken.id)).length, 0);
    await at('2030-01-02T09:05:01Z');
    const again = await subs.get(broken.id);
    assert.equal(again.retryAt, '2030-01-02T09:15:01Z');
    await server.deliver(company.orgId);
    const { items } = bodyOf(await rep.api.get<Json>('/notifications?limit=100'));
    assert.equal(items.filter(({ type }: Json) => type === 'billing_failed').length, 1);
    await archive(null);
    bodyOf(await company.api.patch(`/subscriptions/${broken.id}`, { reference: 'Again' }));
    await at('2030-01-02T09:06:00Z');
    const mended = await subs.get(broken.id);
    assert.deepEqual([mended.failing, mended.failure], [false, null]);
    assert.equal((await subs.periods(broken.id)).length, 1);
  });

  it('refuses what makes no sense, by its field', async () => {
    const codes = async (body: object) => {
      const { status, body: answer } = await company.api.post('/subscriptions', {
        title: 'X',
        accountId,
        interval: 'month',
        scope: company.nodes.entity.scope,
        ...body,
      });
      return [status, ...(answer.errors ?? []).map(({ path, code }: Json) => `${path}: ${code}`)];
    };
    const start = { startDate: '2030-02-01' };
    assert.deepEqual(await codes({ ...start, trialEndDate: '2030-01-31' }), [
      422,
      'trialEndDate: before_start',
    ]);
    assert.deepEqual(await codes({ ...start, endDate: '2030-01-31' }), [422, 'endDate: before_start']);
    assert.deepEqual(await codes({ ...start, endDate: '2030-03-31', periods: 2 }), [
      422,
      'periods: not_allowed',
    ]);
    assert.deepEqual(await codes({ interval: 'day' }), [422, 'interval: unknown_value']);
    assert.deepEqual(await codes({ intervalCount: 61 }), [422, 'intervalCount: out_of_range']);
    assert.deepEqual(await codes({ scope: { level: 'organisation' } }), [422, 'scope.entityId: required']);
    assert.deepEqual(await codes({ start: true }), [422, 'lines: too_few']);
  });
});
