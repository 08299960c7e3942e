import { formatMinor } from '#domain/money.ts';
import type { OpportunityStage } from '#domain/opportunities.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { convertQuoteToInvoice } from '#features/invoices/operations/convert-quote-to-invoice.ts';
import { issueInvoice } from '#features/invoices/operations/issue-invoice.ts';
import { recordPayment } from '#features/invoices/operations/record-payment.ts';
import { voidInvoice } from '#features/invoices/operations/void-invoice.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { moveStage } from '#features/opportunities/operations/move-stage.ts';
import { changeQuoteStatus } from '#features/quotes/operations/change-quote-status.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { goods, needs } from './names.ts';
import { daysAgo } from './people.ts';
import type { Chance } from './random.ts';
import { lostReasons } from './sentences.ts';
import type { Setting } from './setting.ts';
import { talk } from './talk.ts';

export type Customer = { account: RecordRow; contacts: RecordRow[] };

type Ending = {
  stages: OpportunityStage[];
  quote: 'none' | 'draft' | 'sent' | 'expired' | 'declined' | 'accepted';
  paid: number;
  voided?: boolean;
};

// What became of a deal; `paid` is the share of its invoice that has been paid, in percent.
const endings: readonly Ending[] = [
  { stages: [], quote: 'none', paid: 0 },
  { stages: ['qualified'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'draft', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'expired', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'lost'], quote: 'declined', paid: 0 },
  { stages: ['qualified', 'lost'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 40 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 0, voided: true },
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

/** The invoice of an accepted quote: issued some days later, and paid in part, in whole or not yet, or taken back. */
async function bill(
  call: Call,
  { chance, seller }: Setting,
  quote: RecordRow,
  days: number,
  { paid, voided }: Ending,
) {
  const draft = await convertQuoteToInvoice(daysAgo(call, days, seller), quote.id, { entityId: null }, null);
  if (chance.percent(10)) return;
  const issuedAt = daysAgo(call, days * 0.9, seller);
  const invoice = await issueInvoice(issuedAt, draft.id, { invoiceDate: null, dueDate: null }, null);
  if (voided) {
    const reason = 'Addressed to the wrong company.';
    await voidInvoice(daysAgo(call, days * 0.8, seller), invoice.id, { reason }, null);
    return;
  }
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
  // An expired one was valid for some days after it was sent; the expiry itself is told at the end of the load.
  const validDays = ending.quote === 'expired' ? -Math.max(1, Math.floor(days / 2)) : chance.between(5, 60);
  const validUntil = addDays(today(call.now, call.timeZone), validDays);
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
  if (ending.quote === 'sent' || ending.quote === 'expired') return;
  const decided = daysAgo(call, days * 0.6, seller);
  const accepted = ending.quote === 'accepted';
  const note = accepted ? 'Confirmed by telephone.' : 'Went with another supplier.';
  await changeQuoteStatus(decided, quote.id, { status: accepted ? 'accepted' : 'declined', note }, null);
  if (accepted) await bill(call, setting, quote, days * 0.5, ending);
}

const nextActions = ['Call the buyer', 'Visit with an engineer', 'Ask for the decision'];

/** What a deal is when it is opened. Some go through the second pipeline. */
function dealOf(call: Call, { chance, place, seller, furniture }: Setting, { account, contacts }: Customer) {
  const day = today(call.now, call.timeZone);
  const need = chance.of(needs);
  const budget = { amount: String(chance.between(10, 500) * 100), currency: place.currency };
  const acts = chance.percent(40);
  return {
    scope: place.scope,
    ownerId: seller.id,
    name: `${need} – ${account.name}`.slice(0, 180),
    accountId: account.id,
    contactId: contacts[0]?.id ?? null,
    amount: String(chance.between(10, 500) * 100),
    expectedCloseDate: addDays(day, chance.between(-10, 120)),
    nextStep: chance.percent(50) ? chance.of(['Call on Monday', 'Send the offer', 'Meet the board']) : null,
    nextActionDate: acts ? addDays(day, chance.between(-4, 15)) : null,
    nextActionNote: acts ? chance.of(nextActions) : null,
    campaignId:
      furniture.campaignIds.length > 0 && chance.percent(20) ? chance.of(furniture.campaignIds) : null,
    ...(chance.percent(15) ? { pipelineId: furniture.classicId } : {}),
    ...(furniture.fields.has('opportunity.customerBudget') && chance.percent(50)
      ? { custom: { customerBudget: budget } }
      : {}),
  };
}

/** A deal with one of the customers, told to wherever it stands today. */
export async function addDeal(call: Call, setting: Setting, customer: Customer): Promise<RecordRow> {
  const { chance, seller } = setting;
  const age = chance.between(5, 300);
  const ending = chance.of(endings);
  const deal = await createOpportunity(daysAgo(call, age, seller), dealOf(call, setting, customer));
  for (const [step, stage] of ending.stages.entries()) {
    const days = age * (1 - (step + 1) / (ending.stages.length + 2));
    if (stage === 'lost' && ending.quote === 'declined') await offer(call, setting, deal, ending, age * 0.6);
    const lostReason = stage === 'lost' ? chance.of(lostReasons) : null;
    await moveStage(daysAgo(call, days, seller), deal.id, { stage, lostReason }, null);
  }
  if (!['none', 'declined'].includes(ending.quote)) await offer(call, setting, deal, ending, age * 0.5);
  if (chance.percent(30)) {
    const contactIds = customer.contacts.map(({ id }) => id);
    await talk(call, setting, { recordKind: 'opportunity', recordId: deal.id, age, contactIds });
  }
  return deal;
}
