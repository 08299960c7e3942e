import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThreadKind } from '#domain/revenue.ts';
import { stepsOf, type ThreadItem } from '#web/components/thread/thread.ts';

const item = (kind: ThreadKind, status: string | null, id: string = kind) =>
  ({ kind, status, id }) as ThreadItem;

const told = (items: ThreadItem[], kind: ThreadKind, id: string = kind) =>
  stepsOf({ items }, { kind, id })
    .map(({ step, state, here }) => `${step} ${state}${here ? ' here' : ''}`)
    .join(', ');

test('what came before is shown where it exists, what comes after always, but no order that nobody made', () => {
  assert.equal(
    told([item('opportunity', 'negotiation')], 'opportunity'),
    'opportunity current here, quote ahead, invoice ahead, paid ahead',
  );
  assert.equal(
    told([item('lead', 'converted'), item('quote', 'sent')], 'quote'),
    'lead done, quote current here, invoice ahead, paid ahead',
  );
  assert.equal(told([item('invoice', 'draft')], 'invoice'), 'invoice current here, paid ahead');
});

test('the accepted quote counts before a newer one, and a revised one never does', () => {
  const quotes = [
    item('quote', 'revised', 'old'),
    item('quote', 'accepted', 'yes'),
    item('quote', 'draft', 'new'),
  ];
  const seen = (items: ThreadItem[]) =>
    stepsOf(
      { items: [item('opportunity', 'won'), ...items] },
      { kind: 'opportunity', id: 'opportunity' },
    ).find(({ step }) => step === 'quote');
  assert.equal(seen(quotes)?.to, '/quotes/yes');
  assert.deepEqual(seen(quotes.slice(0, 1)), { step: 'quote', state: 'ahead' });
});

test('the way follows orders, and invoices from draft to paid, and passes over a void one', () => {
  const before = [item('quote', 'accepted'), item('order', 'confirmed')];
  const after = (...invoices: ThreadItem[]) =>
    told([...before, ...invoices], 'quote')
      .split(', ')
      .slice(1);
  assert.deepEqual(after(), ['order current', 'invoice ahead', 'paid ahead']);
  assert.deepEqual(after(item('invoice', 'draft')), ['order done', 'invoice current', 'paid ahead']);
  assert.deepEqual(after(item('invoice', 'partially_paid')), ['order done', 'invoice done', 'paid current']);
  assert.deepEqual(after(item('invoice', 'void')), ['order current', 'invoice ahead', 'paid ahead']);
  const two = [item('invoice', 'paid', 'a'), item('invoice', 'issued', 'b')];
  assert.equal(
    stepsOf({ items: [...before, ...two] }, { kind: 'order', id: 'order' }).at(-1)?.to,
    '/invoices/b',
  );
  assert.deepEqual(after(item('invoice', 'paid')), ['order done', 'invoice done', 'paid done']);
});
