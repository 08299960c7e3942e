import { addDays, today } from '#domain/time-zones.ts';
import { convertQuoteToInvoice } from '#features/invoices/operations/convert-quote-to-invoice.ts';
import { createOpportunity } from '#features/opportunities/operations/create-opportunity.ts';
import { moveStage } from '#features/opportunities/operations/move-stage.ts';
import { changeQuoteStatus } from '#features/quotes/operations/change-quote-status.ts';
import { createQuote } from '#features/quotes/operations/create-quote.ts';
import type { Call } from '#platform/access/call.ts';
import type { RecordRow } from '#records/kind.ts';
import { answerByLink } from './answers.ts';
import { bill, type Customer } from './billing.ts';
import { type Ending, endings } from './endings.ts';
import { linesOf } from './goods.ts';
import { needs } from './names.ts';
import { order } from './orders.ts';
import { daysAgo } from './people.ts';
import { lostReasons } from './sentences.ts';
import type { Setting } from './setting.ts';
import { talk } from './talk.ts';

/** What a customer accepted is ordered first, or invoiced at once. */
async function charge(
  call: Call,
  setting: Setting,
  quote: RecordRow,
  days: number,
  ending: Ending,
): Promise<void> {
  if (ending.order) return order(call, setting, quote, days, ending);
  const at = daysAgo(call, days, setting.seller);
  const draft = await convertQuoteToInvoice(at, quote.id, { entityId: null }, null);
  return bill(call, setting, draft, days, ending);
}

type Deal = { deal: RecordRow; customer: Customer };

async function offer(
  call: Call,
  setting: Setting,
  { deal, customer }: Deal,
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
    lines: linesOf(chance, setting.furniture, ending.byLink === true || chance.percent(10)),
    discountType: chance.percent(25) ? 'percent' : 'none',
    discountValue: '10',
    validUntil,
    customerNote: chance.percent(50) ? 'Delivery within four weeks of your order.' : null,
  });
  if (ending.quote === 'draft') return;
  const sent = await changeQuoteStatus(daysAgo(call, days * 0.9, seller), quote.id, { status: 'sent' }, null);
  if (ending.quote === 'expired') return;
  if (ending.byLink || ['sent', 'viewed', 'changes'].includes(ending.quote)) {
    const name = String(customer.contacts[0]?.displayName ?? customer.account.name);
    await answerByLink(call, setting, sent, { ending, days: days * 0.9, name });
  } else {
    const accepted = ending.quote === 'accepted';
    const note = accepted ? 'Confirmed by telephone.' : 'Went with another supplier.';
    const status = accepted ? 'accepted' : 'declined';
    await changeQuoteStatus(daysAgo(call, days * 0.6, seller), quote.id, { status, note }, null);
  }
  if (ending.quote === 'accepted') await charge(call, setting, quote, days * 0.5, ending);
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

/** A deal with one of the customers, told to wherever it stands today; by its number the ways of deals take turns. */
export async function addDeal(
  call: Call,
  setting: Setting,
  customer: Customer,
  number: number,
): Promise<RecordRow> {
  const { chance, seller } = setting;
  const age = chance.between(5, 300);
  const ending = endings[number % endings.length]!;
  const deal = await createOpportunity(daysAgo(call, age, seller), dealOf(call, setting, customer));
  for (const [step, stage] of ending.stages.entries()) {
    const days = age * (1 - (step + 1) / (ending.stages.length + 2));
    if (stage === 'lost' && ending.quote === 'declined')
      await offer(call, setting, { deal, customer }, ending, age * 0.6);
    const lostReason = stage === 'lost' ? chance.of(lostReasons) : null;
    await moveStage(daysAgo(call, days, seller), deal.id, { stage, lostReason }, null);
  }
  if (!['none', 'declined'].includes(ending.quote))
    await offer(call, setting, { deal, customer }, ending, age * 0.5);
  if (chance.percent(30)) {
    const contactIds = customer.contacts.map(({ id }) => id);
    await talk(call, setting, { recordKind: 'opportunity', recordId: deal.id, age, contactIds });
  }
  return deal;
}
