import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opportunityStages } from '#domain/opportunities.ts';
import type { RelatedInvoice } from '#web/features/opportunities/invoice-columns.ts';
import type { Opportunity } from '#web/features/opportunities/opportunity.ts';
import { mayMoveTo } from '#web/features/opportunities/opportunity.ts';
import { paidSums } from '#web/features/opportunities/paid.ts';
import type { Stage } from '#web/platform/pipelines.ts';

const deal = (change: Partial<Opportunity> = {}) =>
  ({ id: 'o', stage: 'negotiation', leadId: null, ...change }) as Opportunity;
const invoice = (change: Partial<RelatedInvoice>) =>
  ({
    id: 'i',
    status: 'issued',
    overdue: false,
    currency: 'JOD',
    paid: '0.000',
    balance: '0.000',
    ...change,
  }) as RelatedInvoice;

test('paid and outstanding are added exactly, per currency, without drafts and void invoices', () => {
  const sums = paidSums([
    invoice({ paid: '0.100', balance: '0.200' }),
    invoice({ paid: '0.200', balance: '8000000000000.001', overdue: true }),
    invoice({ currency: 'EUR', paid: '5.05', balance: '0.00', status: 'paid' }),
    invoice({ balance: '7.000', status: 'draft' }),
    invoice({ balance: '7.000', status: 'void' }),
  ]);
  assert.deepEqual(sums, [
    { currency: 'JOD', paid: '0.300', balance: '8000000000000.201', overdue: 1 },
    { currency: 'EUR', paid: '5.05', balance: '0.00', overdue: 0 },
  ]);
});

test('[R94] the moves offered are those of the stage that the member is able to make', () => {
  const stages = opportunityStages.map((status) => ({ id: status, status }) as Stage);
  const movesOf = (opportunity: Opportunity) =>
    stages.filter((to) => mayMoveTo(opportunity, to)).map(({ status }) => status);
  const open = { move: true, markWon: false, markLost: true, reopen: false };
  const standing = deal({ abilities: open, stageId: 'negotiation' });
  assert.deepEqual(movesOf(standing), ['new', 'qualified', 'quote_ready', 'lost']);
  const second = { id: 'second', status: 'negotiation' } as Stage;
  assert.equal(mayMoveTo(standing, second), true, 'another stage of the same kind');
  const closed = deal({ stage: 'won', stageId: 'won', abilities: { move: false, reopen: false } });
  assert.deepEqual(movesOf(closed), []);
  assert.deepEqual(movesOf({ ...closed, abilities: { reopen: true } }), [
    'new',
    'qualified',
    'quote_ready',
    'negotiation',
  ]);
});
