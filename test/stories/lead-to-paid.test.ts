import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { bodyOf, type InvoiceWire, type QuoteWire, type TimelineWire } from '#test/build/documents.ts';
import { assertAuditWhole, rowsOf, startWholeServer, type WholeServer } from './whole-server.ts';

// Jordanian dinars have three decimals: a rounding of two would show in every number below.
const lines = [
  { description: 'Cabling of a floor', quantity: 3, unit: 'floor', unitPrice: '333.333', taxRate: '16' },
  { description: 'Testing', quantity: '12.5', unit: 'hour', unitPrice: '19.9950', taxRate: 16 },
  { description: 'Stamp', quantity: 1, unitPrice: '0.005', taxRate: 0 },
];
const sums = { subtotal: '1249.942', discountTotal: '93.746', taxTotal: '184.991', total: '1341.187' };
const perLine = [
  ['999.999', '75.000', '148.000', '1072.999'],
  ['249.938', '18.746', '36.991', '268.183'],
  ['0.005', '0.000', '0.000', '0.005'],
];

const sumsOf = ({ subtotal, discountTotal, taxTotal, total }: typeof sums) => ({
  subtotal,
  discountTotal,
  taxTotal,
  total,
});
const amountsOf = (document: QuoteWire | InvoiceWire) =>
  document.lines.map(({ net, discount, tax, total }) => [net, discount, tax, total]);

describe('a lead becomes a paid invoice: a month at Petra Trading', () => {
  let server: WholeServer;
  let orgId: string;
  let owner: Api;
  let sami: Api;
  let alia: Api;
  let samiId: string;
  const made: Record<'lead' | 'account' | 'contact' | 'opportunity' | 'quote' | 'invoice', string> = {
    lead: '',
    account: '',
    contact: '',
    opportunity: '',
    quote: '',
    invoice: '',
  };

  before(async () => {
    server = await startWholeServer('2026-03-02T06:00:00Z');
  });
  after(() => server?.stop());

  const get = async <Body = Json>(as: Api, path: string) => bodyOf(await as.get<Body>(path));
  const kindsOn = async (as: Api, path: string) =>
    (await get<TimelineWire>(as, `${path}/timeline`)).items.map(({ kind }) => kind).reverse();

  async function invite(email: string, name: string, role: string): Promise<Api> {
    const { items } = await get(owner, '/roles');
    const roleId = items.find((one: Json) => one.name === role).id;
    const { homeScope } = await get(owner, '/me');
    const invited = await owner.post('/invitations', { email, name, roleId, nodeId: homeScope.entityId });
    const token = String(bodyOf(invited, 201).url).split('/').at(-1);
    const joined = await api(server.url).post(`/invitations/${token}/accept`, {
      name,
      password: 'a password of twenty',
    });
    assert.equal(joined.status, 201, JSON.stringify(joined.body));
    return api(server.url, cookiesOf(joined));
  }

  test('Monday, 9 o’clock: Layla names her company and invites two colleagues [R15]', async () => {
    const setUp = await api(server.url).post('/setup', {
      organisationName: 'Petra Trading',
      name: 'Layla Owner',
      email: 'layla@petra.example',
      password: 'a password of twenty',
      currency: 'JOD',
      country: 'JO',
      timeZone: 'Asia/Amman',
    });
    orgId = bodyOf(setUp, 201).organisation.id;
    owner = api(server.url, cookiesOf(setUp));
    sami = await invite('sami@petra.example', 'Sami Seller', 'Sales representative');
    alia = await invite('alia@petra.example', 'Alia Accountant', 'Accountant');
    const me = await get(sami, '/me');
    samiId = me.member.id;
    const may = (name: string) => me.capabilities.some((one: Json) => one.capability === name);
    assert.deepEqual([may('crm.leads.convert'), may('accounting.invoices.issue')], [true, false]);
  });

  test('Sami writes down who called, and finds out more [R20] [R31] [R33] [R42] [R43]', async () => {
    const lead = bodyOf(
      await sami.post('/leads', {
        firstName: 'Nadia',
        lastName: 'Haddad',
        companyName: 'Dead Sea Hotels',
        email: 'nadia@deadsea.example',
        phone: '+962 79 123 4567',
        source: 'Fair',
        nextActionDate: '2026-03-03',
        nextActionNote: 'Call about the second floor',
      }),
      201,
    );
    made.lead = lead.id;
    assert.deepEqual([lead.status, lead.ownerId, lead.version], ['new', samiId, 1]);
    server.clock.set('2026-03-03T07:30:00Z');
    const called = bodyOf(await sami.post(`/leads/${lead.id}/status`, { status: 'contacted' }));
    assert.equal(called.statusChangedAt, '2026-03-03T07:30:00Z');
    bodyOf(await sami.patch(`/leads/${lead.id}`, { quality: 'hot', nextActionDate: null }));
    server.clock.set('2026-03-03T11:00:00Z');
    bodyOf(await sami.post(`/leads/${lead.id}/status`, { status: 'qualified', reason: 'Budget is there' }));
    const matches = await get(sami, `/leads/${lead.id}/matches`);
    assert.deepEqual(matches, { accounts: [], contacts: [], leads: [] });
  });

  test('Wednesday: one step makes account, contact, opportunity and draft quote [R36] [R37]', async () => {
    server.clock.set('2026-03-04T08:00:00Z');
    const done = bodyOf(
      await sami.post(
        `/leads/${made.lead}/convert`,
        {
          accountName: 'Dead Sea Hotels',
          opportunityName: 'Cabling',
          quoteTitle: 'Cabling of three floors',
          amount: '1200',
        },
        { 'idempotency-key': 'convert-once' },
      ),
    );
    for (const kind of ['account', 'contact', 'opportunity', 'quote'] as const) made[kind] = done[kind].id;
    const { lead, contact, opportunity, quote } = done;
    assert.deepEqual(
      [lead.status, lead.convertedAccountId, lead.convertedContactId],
      ['converted', made.account, made.contact],
    );
    assert.deepEqual([lead.convertedOpportunityId, lead.convertedQuoteId], [made.opportunity, made.quote]);
    assert.deepEqual([contact.firstName, contact.email], ['Nadia', 'nadia@deadsea.example']);
    assert.deepEqual(
      [opportunity.stage, opportunity.amount, opportunity.currency],
      ['new', '1200.000', 'JOD'],
    );
    assert.deepEqual([quote.status, quote.amount, quote.total], ['draft', '1200.000', '0.000']);
    for (const one of [contact, opportunity, quote]) assert.equal(one.accountId, made.account);
    assert.ok([done.account, contact, opportunity, quote].every(({ ownerId }) => ownerId === samiId));
    const again = await sami.post(`/leads/${made.lead}/convert`, {
      accountName: 'Twice',
      opportunityName: 'Twice',
      quoteTitle: 'Twice',
    });
    assert.deepEqual([again.status, again.body.code], [409, 'already_converted']);
  });

  test('he prices it: to the fils, and as the editor computed it [R105] [R106] [R107]', async () => {
    const discount = { discountType: 'percent', discountValue: '7.5' };
    const preview = bodyOf(await sami.post('/quotes/price', { currency: 'JOD', lines, ...discount }));
    assert.deepEqual(sumsOf(preview), sums);
    const draft = await get<QuoteWire>(sami, `/quotes/${made.quote}`);
    const priced = bodyOf(
      await sami.patch<QuoteWire>(
        `/quotes/${made.quote}`,
        { lines, ...discount, validUntil: '2026-03-05' },
        { 'if-match': `"${draft.version}"` },
      ),
    );
    assert.deepEqual(sumsOf(priced), sums);
    assert.deepEqual(amountsOf(priced), perLine);
    assert.equal(priced.amount, sums.total);
    const stale = await sami.patch(
      `/quotes/${made.quote}`,
      { title: 'Late' },
      { 'if-match': `"${draft.version}"` },
    );
    assert.deepEqual([stale.status, stale.body.code], [412, 'stale_version']);
  });

  test('he sends it, and nothing of it can be changed any more [R109] [R110]', async () => {
    bodyOf(await sami.post(`/opportunities/${made.opportunity}/stage`, { stage: 'quote_ready' }));
    const sent = bodyOf(await sami.post<QuoteWire>(`/quotes/${made.quote}/status`, { status: 'sent' }));
    assert.deepEqual([sent.status, sent.customer?.name], ['sent', 'Dead Sea Hotels']);
    const late = await sami.patch(`/quotes/${made.quote}`, { title: 'Other' });
    assert.deepEqual([late.status, late.body.code], [409, 'not_editable']);
    const early = await alia.post(`/quotes/${made.quote}/convert-to-invoice`, {});
    assert.deepEqual([early.status, early.body.code], [409, 'illegal_transition']);
  });

  test('Thursday night in Amman the customer says yes, one minute before the offer ends [R94]', async () => {
    server.clock.set('2026-03-05T20:59:00Z');
    const accepted = bodyOf(
      await sami.post<QuoteWire>(`/quotes/${made.quote}/status`, { status: 'accepted', note: 'By phone' }),
    );
    assert.deepEqual([accepted.status, accepted.acceptanceMethod], ['accepted', 'manual']);
    const deal = await get(sami, `/opportunities/${made.opportunity}`);
    assert.deepEqual([deal.stage, deal.probability, deal.closedAt], ['won', 100, '2026-03-05T20:59:00Z']);
    const forbidden = await sami.post(`/quotes/${made.quote}/convert-to-invoice`, {});
    assert.deepEqual([forbidden.status, forbidden.body.code], [403, 'forbidden']);
  });

  test('Sunday: Alia makes the invoice of it, equal to the fils, and only one [R2] [R11] [R116] [R117]', async () => {
    server.clock.set('2026-03-08T07:00:00Z');
    const { invoice } = bodyOf(
      await alia.post<{ invoice: InvoiceWire }>(`/quotes/${made.quote}/convert-to-invoice`, {}),
    );
    made.invoice = invoice.id;
    assert.deepEqual(sumsOf(invoice), sums);
    assert.deepEqual(amountsOf(invoice), perLine);
    assert.deepEqual([invoice.status, invoice.number, invoice.accountId], ['draft', null, made.account]);
    const again = bodyOf(
      await alia.post<{ invoice: InvoiceWire }>(`/quotes/${made.quote}/convert-to-invoice`, {}),
    );
    assert.equal(again.invoice.id, invoice.id);
    const issued = bodyOf(await alia.post<InvoiceWire>(`/invoices/${invoice.id}/issue`, {}));
    assert.deepEqual(
      [issued.number, issued.status, issued.invoiceDate],
      ['INV-2026-00001', 'issued', '2026-03-08'],
    );
    assert.deepEqual([issued.total, issued.balance], [sums.total, sums.total]);
  });

  test('two payments later it is paid, and never more than that [R149] [R150]', async () => {
    const pay = (date: string, amount: string) =>
      alia.post(`/invoices/${made.invoice}/payments`, { date, amount, method: 'bank_transfer' });
    server.clock.set('2026-03-15T07:00:00Z');
    const first = bodyOf(await pay('2026-03-15', '341.188'), 201);
    assert.deepEqual([first.invoice.status, first.invoice.balance], ['partially_paid', '999.999']);
    const much = await pay('2026-03-15', '1000');
    assert.deepEqual([much.status, much.body.code, much.body.balance], [409, 'exceeds_balance', '999.999']);
    server.clock.set('2026-03-22T07:00:00Z');
    const last = bodyOf(await pay('2026-03-22', '999.999'), 201);
    assert.deepEqual([last.invoice.status, last.invoice.balance], ['paid', '0.000']);
    const seen = await get<QuoteWire>(sami, `/quotes/${made.quote}`);
    assert.deepEqual(
      [seen.invoice?.status, seen.invoice?.total, seen.invoice?.paid, seen.total],
      ['paid', sums.total, sums.total, sums.total],
    );
    const payments = await get(alia, `/invoices/${made.invoice}/payments`);
    assert.deepEqual(
      payments.items.map(({ amount }: Json) => amount),
      ['999.999', '341.188'],
    );
  });

  test('every record tells its own story [R42] [R64]', async () => {
    assert.deepEqual(await kindsOn(sami, `/leads/${made.lead}`), [
      'created',
      'status_changed',
      'updated',
      'status_changed',
      'converted',
    ]);
    // What happened to the lead goes on at the opportunity that it became [R46].
    assert.deepEqual(await kindsOn(sami, `/opportunities/${made.opportunity}`), [
      'created',
      'status_changed',
      'updated',
      'status_changed',
      'created',
      'converted',
      'stage_changed',
      'won',
    ]);
    assert.deepEqual(await kindsOn(sami, `/quotes/${made.quote}`), [
      'created',
      'updated',
      'sent',
      'accepted',
      'invoiced',
    ]);
    assert.deepEqual(await kindsOn(alia, `/invoices/${made.invoice}`), [
      'created',
      'issued',
      'partially_paid',
      'paid',
    ]);
    const { items } = await get(sami, `/leads/${made.lead}/timeline`);
    assert.ok(items.every(({ actor }: Json) => actor.name === 'Sami Seller'));
  });

  test('the events arrive once each, for every record in the order in which it happened', async () => {
    await server.deliver(orgId);
    await server.deliver(orgId);
    const ofStory = new Set(Object.values(made));
    const types = server.heard
      .filter(({ record }) => record && ofStory.has(record.id))
      .map(({ type }) => type);
    for (const type of [
      'lead.created',
      'lead.converted',
      'quote.accepted',
      'opportunity.won',
      'quote.invoiced',
      'invoice.issued',
      'invoice.paid',
    ] as const) {
      assert.equal(types.filter((one) => one === type).length, 1, type);
    }
    const inOrder = (...wanted: string[]) =>
      assert.deepEqual(
        types.filter((type) => wanted.includes(type)),
        wanted,
      );
    inOrder(
      'lead.created',
      'lead.converted',
      'quote.sent',
      'quote.accepted',
      'quote.invoiced',
      'invoice.paid',
    );
    assert.equal(server.heard.filter(({ type }) => type === 'payment.recorded').length, 2);
    assert.deepEqual(
      server.heard.map(({ position }) => position),
      server.heard.map((_, index) => BigInt(index + 1)),
    );
    const latest = new Map<string, number>();
    for (const { record } of server.heard) {
      if (!record) continue;
      assert.ok(record.version >= (latest.get(record.id) ?? 0), `${record.kind} went back in time`);
      latest.set(record.id, record.version);
    }
  });

  test('the audit log is whole, and it shows who did what [R12]', async () => {
    await assertAuditWhole(server, orgId);
    const verdict = await get(owner, '/audit/verify');
    assert.equal(verdict.valid, true);
    const entries = await rowsOf<{ action: string; actor_name: string }>(
      server,
      'select action, actor_name from audit_entry where org_id = $1 order by position',
      [orgId],
    );
    const whoDid = (action: string) => entries.find((entry) => entry.action === action)?.actor_name;
    assert.deepEqual(
      [
        whoDid('lead.converted'),
        whoDid('quote.accepted'),
        whoDid('opportunity.won'),
        whoDid('invoice.issued'),
      ],
      ['Sami Seller', 'Sami Seller', 'Sami Seller', 'Alia Accountant'],
    );
  });
});
