import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type InvoiceStatus, invoiceStatus, isOverdue, statusBySettlement } from './invoices.ts';
import { canConvertLead, leadStatus, leadStatuses } from './leads.ts';
import { isReopening, openStages, opportunityStage, opportunityStages } from './opportunities.ts';
import { orderStatus, orderStatuses } from './orders.ts';
import { quoteStatus, quoteStatuses } from './quotes.ts';
import { type Transitions, transitions } from './states.ts';

/** Every pair of states against the moves that are allowed, written `from>to`. */
function assertMoves<State extends string>(table: Transitions<State>, moves: string) {
  const expected = new Set(moves.split(/\s+/).filter(Boolean));
  const found = table.states.flatMap((from) =>
    table.states.filter((to) => table.canMove(from, to)).map((to) => `${from}>${to}`),
  );
  assert.deepEqual(new Set(found), expected);
}

test('a broken table is refused when it loads', () => {
  assert.throws(() => transitions<'a' | 'b'>({ a: ['b'], b: [] }, []), /"b" must either be final/);
  assert.throws(() => transitions<'a' | 'b'>({ a: ['b'], b: ['a'] }, ['b']), /"b" must either be final/);
  assert.throws(() => transitions<'a' | 'b'>({ a: ['a', 'b'], b: ['a'] }, []), /leads to itself/);
  const typo = { a: ['c'], b: ['a'] } as unknown as { a: ('a' | 'b')[]; b: ('a' | 'b')[] };
  assert.throws(() => transitions<'a' | 'b'>(typo, []), /no state/);
  assert.throws(() => transitions<'a' | 'b'>({ a: ['b'], b: ['a'] }, ['c' as 'a']), /no state/);
});

test('a table answers what is allowed, what is final and what is a state', () => {
  assert.deepEqual(leadStatus.allowed('junk'), ['new']);
  assert.equal(leadStatus.isFinal('converted'), true);
  assert.equal(leadStatus.isFinal('lost'), false);
  assert.equal(leadStatus.isState('toString'), false);
  assert.equal(leadStatus.isState('new'), true);
});

test('[R32] [R33] [R34] lead status: converted is reached by no status move and is final', () => {
  assertMoves(
    leadStatus,
    `new>contacted new>qualified new>lost new>junk
     contacted>qualified contacted>lost contacted>junk
     qualified>contacted qualified>lost qualified>junk
     lost>new lost>contacted lost>qualified junk>new`,
  );
  assert.deepEqual(leadStatus.states, [...leadStatuses]);
  assert.deepEqual(leadStatuses.filter(canConvertLead), ['new', 'contacted', 'qualified']);
});

test('[R92] [R94] opportunity stage: open stages move freely, won and lost lead back to open ones only', () => {
  const moves: string[] = [];
  for (const from of openStages) {
    for (const to of opportunityStages) if (to !== from) moves.push(`${from}>${to}`);
  }
  for (const closed of ['won', 'lost']) for (const to of openStages) moves.push(`${closed}>${to}`);
  assertMoves(opportunityStage, moves.join(' '));
  assert.equal(isReopening('won', 'negotiation'), true);
  assert.equal(isReopening('new', 'qualified'), false);
  assert.equal(isReopening('new', 'won'), false);
});

test('[R146] order status: what is delivered is final, what is not can be cancelled', () => {
  assertMoves(
    orderStatus,
    `draft>confirmed draft>cancelled
     confirmed>partly_fulfilled confirmed>fulfilled confirmed>cancelled
     partly_fulfilled>fulfilled partly_fulfilled>cancelled`,
  );
  assert.deepEqual(orderStatus.states, [...orderStatuses]);
});

test('[R110] quote status', () => {
  assertMoves(
    quoteStatus,
    `draft>sent
     sent>viewed sent>accepted sent>declined sent>expired sent>revised
     viewed>accepted viewed>declined viewed>expired viewed>revised
     declined>revised expired>revised`,
  );
  assert.deepEqual(quoteStatus.states, [...quoteStatuses]);
});

test('[R118] [R150] invoice status follows from what has settled it, forth and back; void only while nothing has', () => {
  assertMoves(
    invoiceStatus,
    `draft>issued issued>partially_paid issued>paid issued>void
     partially_paid>paid partially_paid>issued paid>partially_paid paid>issued`,
  );
  const status = (totalMinor: bigint, paid: bigint, used = 0n, credited = 0n, writtenOff = 0n) =>
    statusBySettlement({
      totalMinor,
      paidMinor: paid,
      creditUsedMinor: used,
      creditedMinor: credited,
      writtenOffMinor: writtenOff,
    });
  assert.equal(status(100n, 0n), 'issued');
  assert.equal(status(100n, 99n), 'partially_paid');
  assert.equal(status(100n, 100n), 'paid');
  assert.equal(status(0n, 0n), 'paid');
  assert.equal(status(100n, 0n, 1n), 'partially_paid');
  assert.equal(status(100n, 0n, 0n, 60n), 'issued', 'a credit is no payment');
  assert.equal(status(100n, 20n, 20n, 30n, 30n), 'paid');
  assert.equal(status(100n, 0n, 0n, 0n, 100n), 'paid');
});

test('overdue is derived from what is still due and the day in the entity', () => {
  const overdue = (status: InvoiceStatus, dueDate: string | null) => isOverdue(status, dueDate, '2026-11-22');
  assert.equal(overdue('issued', '2026-11-21'), true);
  assert.equal(overdue('partially_paid', '2026-11-21'), true);
  assert.equal(overdue('issued', '2026-11-22'), false);
  assert.equal(overdue('paid', '2026-11-21'), false);
  assert.equal(overdue('void', '2026-11-21'), false);
  assert.equal(overdue('draft', '2026-11-21'), false);
  assert.equal(overdue('issued', null), false);
});
