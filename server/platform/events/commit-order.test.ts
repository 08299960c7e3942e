import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inCommitOrder, type Waiting } from './commit-order.ts';

const event = (id: string, recordId: string | null, recordVersion: number | null): Waiting => ({
  id,
  recordId,
  recordVersion,
});

test('A transaction that began first but committed second comes second', () => {
  const events = [event('late', 'r', 6), event('other', 's', 1), event('early', 'r', 5)];
  assert.deepEqual(
    inCommitOrder(events).map(({ id }) => id),
    ['early', 'other', 'late'],
  );
});

test('Events without a record and events of one version keep their order', () => {
  const events = [event('a', null, null), event('b', 'r', 2), event('c', 'r', 2), event('d', null, null)];
  assert.deepEqual(inCommitOrder(events), events);
});

test('Whatever the times say, versions of a record only rise, and no event is lost or doubled', () => {
  const waiting = fc.record({
    recordId: fc.constantFrom('r', 's', 't', null),
    recordVersion: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(waiting, { maxLength: 60 }), (drafts) => {
      const events = drafts.map(({ recordId, recordVersion }, index) =>
        event(String(index), recordId, recordId === null ? null : recordVersion),
      );
      const ordered = inCommitOrder(events);
      assert.deepEqual(ordered.map(({ id }) => id).sort(), events.map(({ id }) => id).sort());
      for (const record of ['r', 's', 't']) {
        const versions = ordered.flatMap((one) => (one.recordId === record ? [one.recordVersion ?? 0] : []));
        assert.deepEqual(
          versions,
          [...versions].sort((a, b) => a - b),
        );
      }
    }),
  );
});
