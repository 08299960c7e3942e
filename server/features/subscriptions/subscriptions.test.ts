import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn, fieldCodes } from '#test/build/documents.ts';
import { settledSteps, subscriptionsIn } from '#test/build/subscriptions.ts';
import { assertAuditWhole, rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { billCompany } from './jobs.ts';

describe('subscriptions', () => {
  let server: WholeServer;
  let company: TestCompany;
  let accountId: string;
  let docs: ReturnType<typeof documentsIn>;
  let subs: ReturnType<typeof subscriptionsIn>;

  before(async () => {
    server = await startWholeServer('2026-01-31T09:00:00Z');
    company = await createTestCompany(server);
    docs = documentsIn(company.api, company.nodes.entity.scope);
    subs = subscriptionsIn(company.api, company.nodes.entity.scope);
    accountId = await docs.make('/accounts', { name: 'Acme' });
  });
  after(() => server?.stop());

  const bill = () => billCompany(server.services, company.orgId, new AbortController().signal);
  const at = async (instant: string) => {
    server.clock.set(instant);
    return bill();
  };
  const make = (body: object = {}) => subs.make({ accountId, interval: 'month', ...body });
  const periodsOf = async (id: string) => settledSteps(await subs.periods(id));

  it('bills monthly from the last day of January, in advance, each period once [R151]', async () => {
    server.clock.set('2026-01-31T09:00:00Z');
    const made = await make({ startDate: '2026-01-31' });
    assert.equal(made.status, 'active');
    assert.equal(made.mrr, '1000.00');
    assert.equal(made.nextInvoiceDate, '2026-01-31');
    const { lines, next } = await subs.get(made.id);
    assert.deepEqual(
      [lines.length, lines[0]?.description, next],
      [1, 'Consulting', { number: 1, startsOn: '2026-01-31', endsOn: '2026-02-27', total: '1190.00' }],
    );
    assert.equal(await bill(), 1);
    assert.equal(await bill(), 0);
    assert.equal(await at('2026-02-27T12:00:00Z'), 0);
    assert.equal(await at('2026-02-27T23:00:01Z'), 1, 'it is the 28th in Berlin');
    assert.equal(await at('2026-03-30T21:59:59Z'), 0, 'summer time: the 30th still');
    assert.equal(await at('2026-03-30T22:00:01Z'), 1);
    assert.deepEqual(await periodsOf(made.id), [
      '3 2026-03-31–2026-04-29 1190.00 draft',
      '2 2026-02-28–2026-03-30 1190.00 draft',
      '1 2026-01-31–2026-02-27 1190.00 draft',
    ]);
    const [newest] = await subs.periods(made.id);
    const billed = await docs.getInvoice(String(newest?.invoice?.id));
    assert.equal(billed.invoiceDate, '2026-03-31');
    assert.equal(billed.lines[0]?.description, 'Support · 2026-03-31 – 2026-04-29');
    assert.deepEqual(
      billed.lines.slice(1).map(({ description, net }) => [description, net]),
      [['Consulting', '1000.00']],
    );
    const list = await company.api.get(`/invoices?subscriptionId=${made.id}`);
    assert.equal(list.body.total.value, 3);
    assert.equal((await subs.cancel(made.id, { at: 'now' })).body.status, 'cancelled');
  });

  it('after a year of standstill makes each missed invoice once, in order, and issues them where wanted', async () => {
    server.clock.set('2026-04-01T09:00:00Z');
    const weekly = await make({
      interval: 'week',
      intervalCount: 2,
      startDate: '2026-04-01',
      autoIssue: true,
    });
    const monthly = await make({ startDate: '2026-04-30' });
    const made = await at('2027-04-01T09:00:00Z');
    assert.equal(made, 27 + 12, 'from 1 April 2026 to 31 March 2027, and from 30 April to 30 March');
    const weeks = await subs.periods(weekly.id);
    assert.deepEqual(
      weeks.map(({ number }) => number),
      Array.from({ length: 27 }, (_, index) => 27 - index),
    );
    const numbers = weeks.map(({ invoice }) => invoice?.number ?? '').reverse();
    assert.deepEqual(numbers, [...numbers].sort(), 'numbered in the order of their periods');
    assert.ok(weeks.every(({ invoice }) => invoice?.status === 'issued'));
    for (const { id } of [weekly, monthly]) await subs.cancel(id, { at: 'now' });
    assert.equal(await bill(), 0);
  });

  it('a trial comes first and bills nothing; an end date is the last day', async () => {
    server.clock.set('2027-05-01T09:00:00Z');
    const made = await make({ startDate: '2027-05-01', trialEndDate: '2027-05-14', periods: 2 });
    assert.deepEqual(
      [made.status, made.endDate, made.next?.startsOn],
      ['trialing', '2027-07-14', '2027-05-15'],
    );
    assert.equal(await at('2027-05-14T09:00:00Z'), 0);
    assert.equal(await at('2027-05-15T09:00:00Z'), 1);
    assert.equal((await subs.get(made.id)).status, 'active');
    assert.equal(await at('2027-08-01T09:00:00Z'), 1);
    const ended = await subs.get(made.id);
    assert.deepEqual([ended.status, ended.nextInvoiceDate, ended.next], ['ended', null, null]);
    const edit = await company.api.patch(`/subscriptions/${made.id}`, { title: 'Again' });
    assert.deepEqual([edit.status, edit.body.code], [409, 'not_editable']);
  });

  it('a draft bills nothing until it is started, and then only whole periods from now on', async () => {
    server.clock.set('2027-08-10T09:00:00Z');
    const draft = await make({ lines: [], startDate: '2027-01-05' });
    assert.deepEqual([draft.status, draft.next], ['draft', null]);
    const early = await subs.start(draft.id);
    assert.deepEqual(fieldCodes(early.body), ['lines: too_few']);
    assert.equal(await bill(), 0);
    await company.api.patch(`/subscriptions/${draft.id}`, {
      lines: [consulting],
      discountType: 'percent',
      discountValue: '10',
    });
    const started = bodyOf(await subs.start(draft.id));
    assert.deepEqual([started.status, started.mrr, started.total], ['active', '900.00', '1071.00']);
    assert.equal(await bill(), 1);
    assert.deepEqual(await periodsOf(draft.id), ['8 2027-08-05–2027-09-04 1071.00 draft']);
    const fixed = await company.api.patch(`/subscriptions/${draft.id}`, {
      lines: [consulting],
      interval: 'year',
    });
    assert.deepEqual(fieldCodes(fixed.body).sort(), ['interval: not_allowed', 'lines: not_allowed']);
    assert.equal(
      (await company.api.patch(`/subscriptions/${draft.id}`, { interval: 'month', title: 'Care' })).status,
      200,
    );
    await subs.cancel(draft.id, { at: 'now' });
  });

  it('billFrom brings in what was not billed elsewhere', async () => {
    server.clock.set('2027-09-10T09:00:00Z');
    const made = await make({ startDate: '2027-01-05', billFrom: '2027-07-01' });
    assert.equal(await bill(), 3);
    assert.deepEqual(
      (await subs.periods(made.id)).map(({ startsOn }) => startsOn),
      ['2027-09-05', '2027-08-05', '2027-07-05'],
    );
    await subs.cancel(made.id, { at: 'now' });
  });

  it('a pause skips the periods that begin in it and keeps the days', async () => {
    server.clock.set('2028-01-31T09:00:00Z');
    const made = await make({ startDate: '2028-01-31' });
    await bill();
    server.clock.set('2028-02-10T09:00:00Z');
    const refused = await subs.pause(made.id, { from: '2028-02-09' });
    assert.deepEqual(fieldCodes(refused.body), ['from: out_of_range']);
    const paused = bodyOf(await subs.pause(made.id, {}));
    assert.deepEqual([paused.status, paused.next], ['paused', null]);
    assert.equal((await subs.pause(made.id, {})).body.code, 'illegal_transition');
    assert.equal(await at('2028-04-15T09:00:00Z'), 0);
    const resumed = bodyOf(await subs.resume(made.id));
    assert.deepEqual([resumed.status, resumed.next?.startsOn], ['active', '2028-04-30']);
    assert.equal(await at('2028-04-30T09:00:00Z'), 1);
    assert.deepEqual(await periodsOf(made.id), [
      '4 2028-04-30–2028-05-30 1190.00 draft',
      '3 2028-03-31–2028-04-29 paused',
      '2 2028-02-29–2028-03-30 paused',
      '1 2028-01-31–2028-02-28 1190.00 draft',
    ]);
    const planned = bodyOf(await subs.pause(made.id, { from: '2028-05-15', resumeOn: '2028-07-01' }));
    assert.deepEqual(
      [planned.status, planned.pause, planned.next?.startsOn],
      ['active', { from: '2028-05-15', resumeOn: '2028-07-01' }, '2028-07-31'],
    );
    assert.equal((await subs.pause(made.id, {})).body.code, 'already_exists');
    bodyOf(await subs.resume(made.id));
    assert.equal((await subs.get(made.id)).pause, null);
    bodyOf(await subs.pause(made.id, { from: '2028-05-15', resumeOn: '2028-07-01' }));
    assert.equal(await at('2028-08-01T09:00:00Z'), 1, 'a pause that came and went while nothing ran');
    assert.deepEqual((await periodsOf(made.id)).slice(0, 3), [
      '7 2028-07-31–2028-08-30 1190.00 draft',
      '6 2028-06-30–2028-07-30 paused',
      '5 2028-05-31–2028-06-29 paused',
    ]);
    await subs.cancel(made.id, { at: 'now' });
  });

  it('another price holds from the next period on, and can be dropped until then', async () => {
    server.clock.set('2029-01-10T09:00:00Z');
    const made = await make({ startDate: '2029-01-10' });
    await bill();
    const dearer = { lines: [{ ...consulting, unitPrice: '600' }] };
    const wrong = await subs.changePrice(made.id, { ...dearer, from: '2029-02-11' });
    assert.deepEqual(fieldCodes(wrong.body), ['from: invalid_format']);
    const planned = bodyOf(await subs.changePrice(made.id, dearer));
    assert.deepEqual(
      [planned.plannedPrice?.validFrom, planned.plannedPrice?.total, planned.total, planned.next?.total],
      ['2029-02-10', '1428.00', '1190.00', '1428.00'],
    );
    const again = bodyOf(await subs.changePrice(made.id, { ...dearer, from: '2029-03-10' }));
    assert.deepEqual([again.prices.length, again.next?.total], [2, '1190.00']);
    assert.equal(await at('2029-03-10T09:00:00Z'), 2);
    assert.deepEqual(await periodsOf(made.id), [
      '3 2029-03-10–2029-04-09 1428.00 draft',
      '2 2029-02-10–2029-03-09 1190.00 draft',
      '1 2029-01-10–2029-02-09 1190.00 draft',
    ]);
    assert.equal((await subs.get(made.id)).mrr, '1200.00');
    bodyOf(await subs.changePrice(made.id, { lines: [consulting] }));
    const kept = bodyOf(await subs.dropPrice(made.id));
    assert.deepEqual([kept.plannedPrice, kept.prices.length], [null, 2]);
    assert.equal((await subs.dropPrice(made.id)).status, 404);
    await subs.cancel(made.id, { at: 'now' });
  });

  it('is cancelled at the end of what was begun, or now; the first can be taken back', async () => {
    server.clock.set('2030-01-15T09:00:00Z');
    const made = await make({ startDate: '2030-01-01' });
    await bill();
    const planned = bodyOf(await subs.cancel(made.id, { at: 'end', reason: 'Too dear' }));
    assert.deepEqual([planned.status, planned.cancelsOn, planned.next], ['active', '2030-02-01', null]);
    const kept = bodyOf(await subs.keep(made.id));
    assert.deepEqual([kept.cancelsOn, kept.next?.startsOn], [null, '2030-02-01']);
    assert.equal((await subs.keep(made.id)).status, 404);
    bodyOf(await subs.cancel(made.id, { at: 'end', reason: 'Too dear' }));
    assert.equal(await at('2030-03-01T09:00:00Z'), 0);
    const over = await subs.get(made.id);
    assert.deepEqual([over.status, over.cancelReason], ['cancelled', 'Too dear']);
    assert.equal((await subs.resume(made.id)).body.code, 'illegal_transition');
    assert.equal((await periodsOf(made.id)).length, 1);
  });

  it('a cancellation now leaves what began before to be billed, and nothing else', async () => {
    server.clock.set('2030-04-01T09:00:00Z');
    const made = await make({ startDate: '2030-04-01' });
    server.clock.set('2030-05-20T09:00:00Z');
    bodyOf(await subs.cancel(made.id, { at: 'now' }));
    assert.equal(await bill(), 2);
    assert.equal(await at('2030-09-01T09:00:00Z'), 0);
    assert.equal((await periodsOf(made.id)).length, 2);
  });

  it('bills nothing while a module is off, and loses nothing', async () => {
    server.clock.set('2031-01-01T09:00:00Z');
    const made = await make({ startDate: '2031-01-01' });
    for (const module of ['accounting', 'subscriptions']) {
      bodyOf(await company.api.put(`/modules/${module}`, { enabled: false }));
      assert.equal(await at('2031-02-02T09:00:00Z'), 0);
      bodyOf(await company.api.put(`/modules/${module}`, { enabled: true }));
    }
    assert.equal(await bill(), 2);
    await subs.cancel(made.id, { at: 'now' });
  });

  it('days are those of the entity, at the far ends of the world, also when it moves', async () => {
    server.clock.set('2032-01-31T10:30:00Z');
    const set = (timeZone: string) =>
      rowsOf(server, 'update entity set time_zone = $1 where node_id = $2', [
        timeZone,
        company.nodes.entity.id,
      ]);
    await set('Pacific/Kiritimati');
    const made = await make({ startDate: '2032-02-01' });
    assert.equal(await bill(), 1, 'it is 1 February in UTC+14');
    await set('Pacific/Pago_Pago');
    assert.equal(await at('2032-03-01T10:59:00Z'), 0, 'it is 29 February in UTC−11');
    assert.equal(await at('2032-03-01T11:00:00Z'), 1);
    await set('Pacific/Kiritimati');
    assert.equal(await at('2032-03-02T11:00:00Z'), 0, 'a day that comes again bills nothing again');
    await set('Europe/Berlin');
    assert.deepEqual(
      (await subs.periods(made.id)).map(({ startsOn }) => startsOn),
      ['2032-03-01', '2032-02-01'],
    );
    await subs.cancel(made.id, { at: 'now' });
  });

  it('what it did is whole in the audit log', async () => {
    await assertAuditWhole(server, company.orgId);
  });
});
