import fc from 'fast-check';
import type { Json } from '#test/build/api.ts';
import type { TestCompany, TestMember } from '#test/build/company.ts';

/** One thing that somebody does; which record it is done to is found when it is done, among those there are. */
export type Deed = { who: number; verb: Verb; pick: number; other: number; amount: number; flag: boolean };

const verbs = [
  'makeAccount',
  'makeContact',
  'makeCampaign',
  'makeLead',
  'makeOpportunity',
  'makeQuote',
  'makeInvoice',
  'changeAccount',
  'changeContact',
  'changeLead',
  'changeOpportunity',
  'changeQuote',
  'changeInvoice',
  'moveAnything',
  'moveLead',
  'convertLead',
  'moveStage',
  'sendQuote',
  'decideQuote',
  'reviseQuote',
  'invoiceQuote',
  'orderQuote',
  'makeOrder',
  'confirmOrder',
  'fulfilOrder',
  'cancelOrder',
  'invoiceOrder',
  'issueInvoice',
  'payInvoice',
  'voidInvoice',
  'creditInvoice',
  'refundPayment',
  'applyCredit',
  'writeOffInvoice',
  'reverseWriteOff',
  'archiveAnything',
  'restoreAnything',
  'sell',
] as const;
type Verb = (typeof verbs)[number];

/** Verbs of the way to a paid invoice are drawn more often, or few would get there. */
const often: readonly Verb[] = [
  'makeLead',
  'convertLead',
  'convertLead',
  'makeQuote',
  'changeQuote',
  'sendQuote',
  'sendQuote',
  'decideQuote',
  'decideQuote',
  'invoiceQuote',
  'invoiceQuote',
  'orderQuote',
  'orderQuote',
  'confirmOrder',
  'confirmOrder',
  'fulfilOrder',
  'invoiceOrder',
  'invoiceOrder',
  'issueInvoice',
  'issueInvoice',
  'payInvoice',
  'payInvoice',
  'makeInvoice',
  'creditInvoice',
  'applyCredit',
  'refundPayment',
  'writeOffInvoice',
  'makeContact',
  'makeOpportunity',
  'moveAnything',
  'sell',
  'sell',
  'reviseQuote',
  'reviseQuote',
  'reviseQuote',
];

const deed: fc.Arbitrary<Deed> = fc.record({
  who: fc.nat(8),
  verb: fc.constantFrom(...verbs, ...often),
  pick: fc.oneof(fc.constant(0), fc.nat(6)),
  other: fc.nat(30),
  amount: fc.integer({ min: 1, max: 99_999 }),
  flag: fc.boolean(),
});

/** Batches of deeds that are done at the same moment. */
export const work = (batches: number) =>
  fc.array(fc.array(deed, { minLength: 1, maxLength: 6 }), { minLength: batches, maxLength: batches });

type Kind =
  | 'accounts'
  | 'contacts'
  | 'campaigns'
  | 'leads'
  | 'opportunities'
  | 'quotes'
  | 'orders'
  | 'invoices';
const kinds: Kind[] = [
  'accounts',
  'contacts',
  'campaigns',
  'leads',
  'opportunities',
  'quotes',
  'orders',
  'invoices',
];

export type Known = Record<Kind, string[]>;
export const nothingKnown = (): Known => ({
  accounts: [],
  contacts: [],
  campaigns: [],
  leads: [],
  opportunities: [],
  quotes: [],
  orders: [],
  invoices: [],
});

type Sent = { status: number; body: Json };
export type Stage = { company: TestCompany; members: readonly TestMember[]; known: Known; today: string };

const taxes = ['0', '7', '16', '19', '33.3333'];

function lines({ amount, other }: Deed) {
  return Array.from({ length: 1 + (amount % 4) }, (_, index) => ({
    description: `Line ${index}`,
    quantity: `${1 + ((amount + index) % 7)}.${other % 10}`,
    unitPrice: `${amount % 977}.${10 + ((other + index) % 90)}`,
    taxRate: taxes[(amount + index) % taxes.length],
  }));
}

function discount({ amount, flag }: Deed) {
  if (amount % 3 === 0) return { discountType: 'percent', discountValue: String(amount % 101) };
  return flag ? { discountType: 'fixed', discountValue: String(amount % 50) } : { discountType: 'none' };
}

const sizes = ['small', 'large', 'huge'];

/** The fields of a company's own that random work fills in, on the kinds that it makes and converts. */
export async function defineCustomFields({ api }: TestMember): Promise<void> {
  for (const kind of ['lead', 'account', 'opportunity']) {
    const options = sizes.map((value) => ({ value, label: value }));
    await api.post('/custom-fields', {
      kind,
      key: 'code',
      label: 'Code',
      type: 'text',
      unique: kind === 'lead',
    });
    await api.post('/custom-fields', { kind, key: 'score', label: 'Score', type: 'number' });
    await api.post('/custom-fields', { kind, key: 'sizes', label: 'Sizes', type: 'multiChoice', options });
  }
}

function custom({ amount, other, flag }: Deed) {
  const code = flag ? `C${other}` : null;
  const sizesOf = sizes.filter((_, index) => (amount >> index) % 2 === 1);
  return { custom: { code, score: amount % 4 ? `${amount}.${other}` : null, sizes: sizesOf } };
}

/** A quote of an account of its own up to its payment, asked for twice at each step, as hurried people do. */
async function sell({ known, today }: Stage, { api, id }: TestMember, deed: Deed): Promise<Sent> {
  const twice = (run: () => Promise<Sent>) => Promise.all([run(), run()]);
  const account = await api.post('/accounts', { name: `Buyer ${deed.amount}`, ownerId: id });
  known.accounts.push(account.body.id);
  const quote = await api.post('/quotes', {
    title: 'Sale',
    accountId: account.body.id,
    lines: lines(deed),
    ...(deed.amount % 3 === 0 ? discount(deed) : {}),
    ownerId: id,
  });
  if (quote.status !== 201) return quote;
  known.quotes.push(quote.body.id);
  const path = `/quotes/${quote.body.id}`;
  await twice(() => api.post(`${path}/status`, { status: 'sent' }));
  await twice(() => api.post(`${path}/status`, { status: 'accepted' }));
  const [{ status, body }] = await twice(() => api.post(`${path}/convert-to-invoice`, {}));
  if (status !== 200) return { status, body };
  known.invoices.push(body.invoice.id);
  const invoice = `/invoices/${body.invoice.id}`;
  await twice(() => api.post(`${invoice}/issue`, {}));
  const amount = deed.flag ? body.invoice.total : '1';
  const [paid] = await twice(() => api.post(`${invoice}/payments`, { date: today, amount, method: 'cash' }));
  return paid;
}

/** What a deed needs at hand: its member, and the records that it may be about. */
function handsOf({ company, members, known }: Stage, deed: Deed) {
  const member = members[deed.who % members.length] as TestMember;
  const { api } = member;
  const { branch, otherBranch, entity, otherEntity, root } = company.nodes;
  const places = [branch, otherBranch, entity, otherEntity, root];
  /** One of the newest few, so that several at once meet at the same record. */
  const one = (kind: Kind, nth = deed.pick) => known[kind].at(-1 - nth) ?? known[kind].at(-1);
  const maybe = (kind: Kind) => (deed.flag ? (one(kind, deed.other % 9) ?? null) : null);
  const remember = (kind: Kind, sent: Sent): Sent => {
    if (sent.status === 201 && sent.body.id) known[kind].push(sent.body.id);
    return sent;
  };
  return {
    member,
    one,
    maybe,
    remember,
    any: kinds[deed.other % kinds.length] as Kind,
    owner: { ownerId: member.id },
    scope: { scope: places[deed.amount % places.length]?.scope },
    links: { accountId: maybe('accounts'), contactId: deed.amount % 5 ? null : maybe('contacts') },
    make: async (kind: Kind, body: object) => remember(kind, await api.post(`/${kind}`, body)),
    change: (kind: Kind, body: object) => api.patch(`/${kind}/${one(kind)}`, body),
    act: (kind: Kind, verb: string, body: object) => api.post(`/${kind}/${one(kind)}/${verb}`, body),
  };
}

type Hands = ReturnType<typeof handsOf>;
type Deeds = Partial<Record<Verb, () => Promise<Sent>>>;

const makings = ({ make, links, owner, maybe, one }: Hands, deed: Deed): Deeds => ({
  makeAccount: () => make('accounts', { name: `Account ${deed.amount}`, ...owner, ...custom(deed) }),
  makeContact: () => make('contacts', { firstName: 'Cora', ...links, isPrimary: deed.flag, ...owner }),
  makeCampaign: () => make('campaigns', { name: 'Spring', budget: '10', currency: 'EUR' }),
  makeLead: () =>
    make('leads', { firstName: 'Lea', companyName: `Co ${deed.amount}`, ...owner, ...custom(deed) }),
  makeOpportunity: () => make('opportunities', { name: 'Deal', ...links, ...owner }),
  makeQuote: () =>
    make('quotes', {
      title: 'Offer',
      ...links,
      opportunityId: maybe('opportunities'),
      lines: lines(deed),
      ...discount(deed),
      ...owner,
    }),
  makeOrder: () =>
    make('orders', { title: 'Delivery', accountId: one('accounts'), lines: lines(deed), ...owner }),
  makeInvoice: () => make('invoices', { accountId: one('accounts'), lines: lines(deed), ...owner }),
});

const changes = ({ change, links, maybe, one, any, scope }: Hands, deed: Deed): Deeds => ({
  changeAccount: () => change('accounts', { name: 'Renamed', parentAccountId: maybe('accounts') }),
  changeContact: () =>
    change('contacts', { isPrimary: deed.flag, accountId: one('accounts', deed.other % 9) }),
  changeLead: () => change('leads', { quality: 'hot', accountId: maybe('accounts'), ...custom(deed) }),
  changeOpportunity: () => change('opportunities', { ...links, amount: String(deed.amount) }),
  changeQuote: () => change('quotes', { lines: lines(deed), ...discount(deed), ...links }),
  changeInvoice: () => change('invoices', { lines: lines(deed), ...discount(deed) }),
  moveAnything: () => change(any, scope),
});

async function convert({ one, act }: Hands, { known }: Stage, { amount }: Deed): Promise<Sent> {
  const reused = amount % 3 === 0 ? one('accounts') : undefined;
  const account = reused ? { accountId: reused } : { accountName: 'Made of a lead' };
  const names = { opportunityName: 'Deal', quoteTitle: 'Offer', createQuote: amount % 4 > 0 };
  const sent = await act('leads', 'convert', { ...account, ...names });
  if (sent.status === 200) {
    known.accounts.push(sent.body.account.id);
    if (sent.body.opportunity) known.opportunities.push(sent.body.opportunity.id);
    if (sent.body.quote) known.quotes.push(sent.body.quote.id);
  }
  return sent;
}

/** A credit note of a part, or of all that is left, issued twice at once; a draft that is there already is issued. */
async function creditInvoice({ act, member }: Hands, { amount, flag }: Deed): Promise<Sent> {
  const part = flag ? { whole: true } : { amount: String(1 + (amount % 40)) };
  const sent = await act('invoices', 'credit', { reason: 'Returned', ...part });
  const id = sent.body.creditNoteId ?? (sent.status === 201 ? sent.body.id : null);
  if (!id || amount % 5 === 0) return sent;
  const path = `/credit-notes/${id}`;
  if (amount % 7 === 0) await member.api.patch(path, { amount: '3', reason: 'Broken' });
  const [issued] = await Promise.all([
    member.api.post(`${path}/issue`, {}),
    member.api.post(`${path}/issue`, {}),
  ]);
  return issued;
}

async function refundPayment(
  { one, member }: Hands,
  { today }: Stage,
  { amount, flag }: Deed,
): Promise<Sent> {
  const { body } = await member.api.get(`/invoices/${one('invoices')}/payments`);
  const [payment] = body.items ?? [];
  if (!payment) return { status: 404, body };
  const refund = { date: today, amount: flag ? payment.amount : String(1 + (amount % 30)), method: 'cash' };
  return member.api.post(`/payments/${payment.id}/refund`, refund);
}

/** Credit against an invoice that is due; every other time for a customer of whom one was paid beyond its total before. */
async function applyCredit({ act, member }: Hands, stage: Stage, deed: Deed): Promise<Sent> {
  const { known, today } = stage;
  const part = deed.flag ? {} : { amount: String(1 + (deed.amount % 50)) };
  if (deed.amount % 2) return act('invoices', 'apply-credit', part);
  const { api, id: ownerId } = member;
  const account = await api.post('/accounts', { name: `Creditor ${deed.amount}`, ownerId });
  const body = { accountId: account.body.id, lines: lines(deed), ownerId };
  const [paid, due] = [await api.post('/invoices', body), await api.post('/invoices', body)];
  for (const { status, body: made } of [paid, due]) {
    if (status !== 201) return { status, body: made };
    known.invoices.push(made.id);
    await api.post(`/invoices/${made.id}/issue`, {});
  }
  const payment = { date: today, method: 'cash', amount: '9999999', keepAsCredit: true };
  await api.post(`/invoices/${paid.body.id}/payments`, payment);
  return api.post(`/invoices/${due.body.id}/apply-credit`, part);
}

const leadWays = ['contacted', 'qualified', 'lost', 'junk', 'new'];
const stages = ['qualified', 'quote_ready', 'won', 'lost'];

const acts = (hands: Hands, stage: Stage, deed: Deed): Deeds => {
  const { act, one, any, member, remember } = hands;
  const { known, company, today } = stage;
  return {
    moveLead: () => act('leads', 'status', { status: leadWays[deed.amount % 5] }),
    convertLead: () => convert(hands, stage, deed),
    moveStage: () => act('opportunities', 'stage', { stage: stages[deed.amount % 4] }),
    sendQuote: () => act('quotes', 'status', { status: 'sent' }),
    decideQuote: () =>
      act('quotes', 'status', { status: deed.amount % 5 ? 'accepted' : 'declined', note: 'By phone' }),
    reviseQuote: async () => remember('quotes', await act('quotes', 'revise', {})),
    invoiceQuote: async () => {
      const body = deed.amount % 9 ? {} : { entityId: company.nodes.entity.id };
      const sent = await act('quotes', 'convert-to-invoice', body);
      const id = sent.body.invoice?.id;
      if (id && !known.invoices.includes(id)) known.invoices.push(id);
      return sent;
    },
    orderQuote: async () => {
      const sent = await act('quotes', 'convert-to-order', {});
      const id = sent.body.order?.id;
      if (id && !known.orders.includes(id)) known.orders.push(id);
      return sent;
    },
    confirmOrder: () => act('orders', 'confirm', {}),
    fulfilOrder: () => act('orders', 'fulfil', {}),
    cancelOrder: () => act('orders', 'cancel', { reason: 'Mistake' }),
    invoiceOrder: async () => {
      const entity = deed.amount % 9 ? {} : { entityId: company.nodes.entity.id };
      const body = { part: deed.flag ? 'all' : 'fulfilled', ...entity };
      const sent = await act('orders', 'convert-to-invoice', body);
      const id = sent.body.invoice?.id;
      if (id && !known.invoices.includes(id)) known.invoices.push(id);
      return sent;
    },
    issueInvoice: () => act('invoices', 'issue', {}),
    payInvoice: async () => {
      const { body } = await member.api.get(`/invoices/${one('invoices')}`);
      const amount = deed.flag ? (body.balance ?? '1') : String(1 + (deed.amount % 90));
      const more = deed.amount % 3 === 0 ? { amount: '9999', keepAsCredit: true } : { amount };
      return act('invoices', 'payments', { date: today, method: 'cash', ...more });
    },
    creditInvoice: () => creditInvoice(hands, deed),
    refundPayment: () => refundPayment(hands, stage, deed),
    applyCredit: () => applyCredit(hands, stage, deed),
    writeOffInvoice: () =>
      act('invoices', 'write-off', { reason: 'Insolvent', ...(deed.flag ? {} : { amount: '0.5' }) }),
    reverseWriteOff: () => act('invoices', 'reverse-write-off', { reason: 'They paid' }),
    voidInvoice: () => act('invoices', 'void', { reason: 'Mistake' }),
    archiveAnything: () => member.api.delete(`/${any}/${one(any)}`),
    restoreAnything: () => act(any, 'restore', {}),
    sell: () => sell(stage, member, deed),
  };
};

/** Does one deed as its member. Refusals are part of it; what it makes is remembered. */
export async function doDeed(stage: Stage, deed: Deed): Promise<Sent> {
  const hands = handsOf(stage, deed);
  const all: Deeds = { ...makings(hands, deed), ...changes(hands, deed), ...acts(hands, stage, deed) };
  const run = all[deed.verb];
  if (!run) throw new Error(`Nobody knows how to ${deed.verb}.`);
  return run();
}
