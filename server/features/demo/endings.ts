import type { OpportunityStage } from '#domain/opportunities.ts';

/** What became of a deal, told by its stages, its quote, its order and its invoice. */
export type Ending = {
  stages: OpportunityStage[];
  quote: 'none' | 'draft' | 'sent' | 'viewed' | 'changes' | 'expired' | 'declined' | 'accepted';
  /** The customer answered on the page of the quote's link, not by telephone. */
  byLink?: true;
  /** How far the order of the quote has come; without one the quote itself is invoiced. */
  order?: 'draft' | 'confirmed' | 'part' | 'whole';
  /** The share of the invoice that was paid, in percent; what is beyond 100 stays the customer's credit. */
  paid: number;
  /** What happened to the invoice besides. */
  later?: 'void' | 'credited' | 'written_off';
};

export const endings: readonly Ending[] = [
  { stages: [], quote: 'none', paid: 0 },
  { stages: ['qualified'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'draft', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'sent', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'viewed', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'changes', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'expired', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'lost'], quote: 'declined', paid: 0 },
  { stages: ['qualified', 'lost'], quote: 'none', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 0 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', paid: 40 },
  { stages: ['qualified', 'quote_ready', 'negotiation'], quote: 'accepted', byLink: true, paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 0, later: 'void' },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', byLink: true, order: 'draft', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', order: 'confirmed', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', byLink: true, order: 'part', paid: 0 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', order: 'whole', paid: 100 },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', order: 'whole', paid: 60, later: 'written_off' },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', byLink: true, paid: 100, later: 'credited' },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 0, later: 'credited' },
  { stages: ['qualified', 'quote_ready'], quote: 'accepted', paid: 110 },
];
