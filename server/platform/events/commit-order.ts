/** What decides the order of waiting events. */
export type Waiting = { id: string; recordId: string | null; recordVersion: number | null };

/**
 * Puts the events of each record in the order in which its changes were committed, given events in the order of their
 * times. A transaction has its time when it begins, but of two that change one record the later to begin may commit
 * first; the record's version, counted under its row lock, knows better. Events of one version keep their order, and
 * each record keeps the places that its events had.
 */
export function inCommitOrder<Event extends Waiting>(events: readonly Event[]): Event[] {
  const places = new Map<string, number[]>();
  for (const [place, { recordId }] of events.entries()) {
    if (recordId === null) continue;
    const taken = places.get(recordId);
    if (taken) taken.push(place);
    else places.set(recordId, [place]);
  }
  const ordered = [...events];
  for (const taken of places.values()) {
    const own = taken.map((place) => events[place] as Event);
    own.sort((a, b) => (a.recordVersion ?? 0) - (b.recordVersion ?? 0));
    for (const [index, place] of taken.entries()) ordered[place] = own[index] as Event;
  }
  return ordered;
}
