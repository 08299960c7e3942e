import { formatMinor } from '#domain/money.ts';
import type { OpportunityStage } from '#domain/opportunities.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { convertQuoteToInvoice } from '#features/invoices/operations/convert-quote-to-invoice.ts';
import { issueInvoice } from '#features/invoices/operations/issue-invoice.ts';
import { recordPayment } from '#features/invoices/operations/record-payment.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { moveStage } from '#features/opportunities/operations/move-stage.ts';
import { changeQuoteStatus } from '#features/quotes/operations/change-quote-status.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { daysAgo, type Setting } from './business.ts';
import { goods, needs } from './names.ts';
import type { Chance } from './random.ts';

export type Customer = { account: RecordRow; contacts: RecordRow[] };

type Ending = {
  stages: OpportunityStage[];
  quote: 'none' | 'draft' | 'sent' | 'declined' | 'accepted';
  paid: number;
};

// What became of a deal; `paid` is the share of its invoice that has been paid, in percent.
const endings: readonly Ending[] = [
  { stages: [], quote: 'none', paid: 0 },
  { stages: ['qualified'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'draft', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'lost'], quote: 'declined', paid: 0 },
  { stages: ['qualified', 'lost'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 40 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 100 },
];

function linesOf(chance: Chance) {
  return Array.from({ length: chance.between(1, 5) }, (_, index) => {
    const { description, unit, price, tax } = chance.of(goods);
    return {
      description,
      unit,
      quantity: String(chance.between(1, 20)),
      unitPrice: String(price),
      taxRate: tax,
      discountPercent: chance.percent(15) ? '5' : '0',
      sortOrder: index,
    };
  });
}

/** The invoice of an accepted quote: issued some days later, and paid in part, in whole or not yet. */
async function bill(call: Call, { chance, seller }: Setting, quote: RecordRow, days: number, paid: number) {
  const draft = await convertQuoteToInvoice(daysAgo(call, days, seller), quote.id, { entityId: null }, null);
  if (chance.percent(10)) return;
  const issuedAt = daysAgo(call, days * 0.9, seller);
  const invoice = await issueInvoice(issuedAt, draft.id, { invoiceDate: null, dueDate: null }, null);
  const dueMinor = ((invoice.totalMinor as bigint) * BigInt(paid)) / 100n;
  if (dueMinor <= 0n || invoice.status === 'paid') return;
  const paidAt = daysAgo(call, days * chance.next() * 0.8, seller);
  const amount = formatMinor(dueMinor, invoice.currency as string);
  const date = today(paidAt.now, call.timeZone);
  await recordPayment(paidAt, invoice.id, { date, amount, method: 'bank_transfer', reference: null }, null);
}

async function offer(
  call: Call,
  setting: Setting,
  deal: RecordRow,
  ending: Ending,
  days: number,
): Promise<void> {
  const { chance, seller } = setting;
  const at = daysAgo(call, days, seller);
  const validUntil = addDays(today(call.now, call.timeZone), chance.between(5, 60));
  const quote = await createQuote(at, {
    opportunityId: deal.id,
    title: String(deal.name).slice(0, 120),
    lines: linesOf(chance),
    discountType: chance.percent(25) ? 'percent' : 'none',
    discountValue: '10',
    validUntil,
    customerNote: chance.percent(50) ? 'Delivery within four weeks of your order.' : null,
  });
  if (ending.quote === 'draft') return;
  await changeQuoteStatus(daysAgo(call, days * 0.9, seller), quote.id, { status: 'sent' }, null);
  if (ending.quote === 'sent') return;
  const decided = daysAgo(call, days * 0.6, seller);
  const accepted = ending.quote === 'accepted';
  const note = accepted ? 'Confirmed by telephone.' : 'Went with another supplier.';
  await changeQuoteStatus(decided, quote.id, { status: accepted ? 'accepted' : 'declined', note }, null);
  if (accepted) await bill(call, setting, quote, days * 0.5, ending.paid);
}

/** A deal with one of the customers, told to wherever it stands today. */
export async function addDeal(call: Call, setting: Setting, { account, contacts }: Customer): Promise<void> {
  const { chance, place, seller } = setting;
  const age = chance.between(5, 300);
  const ending = chance.of(endings);
  const need = chance.of(needs);
  const deal = await createOpportunity(daysAgo(call, age, seller), {
    scope: place.scope,
    ownerId: seller.id,
    name: `${need} – ${account.name}`.slice(0, 180),
    accountId: account.id,
    contactId: contacts[0]?.id ?? null,
    amount: String(chance.between(10, 500) * 100),
    expectedCloseDate: addDays(today(call.now, call.timeZone), chance.between(-10, 120)),
    nextStep: chance.percent(50) ? chance.of(['Call on Monday', 'Send the offer', 'Meet the board']) : null,
  });
  for (const [step, stage] of ending.stages.entries()) {
    const days = age * (1 - (step + 1) / (ending.stages.length + 2));
    if (stage === 'lost' && ending.quote === 'declined') await offer(call, setting, deal, ending, age * 0.6);
    const lostReason = stage === 'lost' ? chance.of(['Price', 'Timing', 'No decision']) : null;
    await moveStage(daysAgo(call, days, seller), deal.id, { stage, lostReason }, null);
  }
  if (!['none', 'declined'].includes(ending.quote)) await offer(call, setting, deal, ending, age * 0.5);
}
