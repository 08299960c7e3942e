import type { ChainStep } from '#web/components/stepper.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import type { RelatedInvoice } from './invoice-columns.ts';
import type { Opportunity } from './opportunity.ts';
import type { RelatedQuote } from './quote-columns.ts';

function quoteStep(quote: RelatedQuote | undefined): ChainStep {
  if (!quote) return { step: 'quote', state: 'ahead' };
  const state = quote.status === 'accepted' ? 'done' : 'current';
  return { step: 'quote', state, to: recordPath('quote', quote.id) };
}

function moneySteps(invoice: RelatedInvoice | undefined): ChainStep[] {
  if (!invoice) {
    return [
      { step: 'invoice', state: 'ahead' },
      { step: 'paid', state: 'ahead' },
    ];
  }
  const to = recordPath('invoice', invoice.id);
  if (invoice.status === 'draft') {
    return [
      { step: 'invoice', state: 'current', to },
      { step: 'paid', state: 'ahead' },
    ];
  }
  return [
    { step: 'invoice', state: 'done', to },
    { step: 'paid', state: invoice.status === 'paid' ? 'done' : 'current', to },
  ];
}

/** Where the deal stands between its lead and its money; the quote that counts is the accepted one, or the newest. */
export function chainOf(
  opportunity: Opportunity,
  quotes: readonly RelatedQuote[],
  invoices: readonly RelatedInvoice[],
): ChainStep[] {
  const living = quotes.filter((quote) => quote.status !== 'revised');
  const quote = living.find(({ status }) => status === 'accepted') ?? living[0];
  const invoice = invoices.find(({ status }) => status !== 'void');
  const moved = opportunity.stage === 'won' || quote !== undefined || invoice !== undefined;
  const own: ChainStep = { step: 'opportunity', state: moved ? 'done' : 'current' };
  const lead: ChainStep[] = opportunity.leadId
    ? [{ step: 'lead', state: 'done', to: recordPath('lead', opportunity.leadId) }]
    : [];
  return [...lead, own, quoteStep(quote), ...moneySteps(invoice)];
}
