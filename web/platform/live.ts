import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** One thing that changed, as the event stream tells it: `type` is `lead.updated`, `quote.accepted`, … */
export type LiveEvent = { type: string; recordKind?: string; recordId?: string };

const gatherMs = 250;

/** The second words of queries about a record whose answers tell of the lead behind it too. */
const inherited = new Set(['timeline', 'files', 'consent']);

/** What queries about it begin with: the kind of record, `job`, `notification`, or `settings`. */
function kindOf(event: LiveEvent): string {
  return event.recordKind ?? event.type.split('.')[0] ?? 'settings';
}

function readEvent(data: string): LiveEvent | null {
  try {
    return JSON.parse(data) as LiveEvent;
  } catch {
    return null;
  }
}

/**
 * Follows what others change and marks the queries about it stale. Events are gathered for a moment first:
 * an import of thousands of rows refreshes a list a few times, not thousands of times.
 */
export function useLiveUpdates(enabled: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined') return;
    const source = new EventSource('/api/v1/events');
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const told = new Set(waiting);
      waiting.clear();
      for (const kind of told) {
        const queryKey = kind === 'settings' ? undefined : [kind];
        void queryClient.invalidateQueries({ queryKey });
      }
      // What a lead became goes on with the lead's history, files and consent.
      if (told.has('lead')) {
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [kind, what] }) => inherited.has(String(what)) && !told.has(String(kind)),
        });
      }
    };
    const hear = (message: MessageEvent<string>) => {
      const event = readEvent(message.data);
      if (!event) return;
      waiting.add(kindOf(event));
      timer ??= setTimeout(flush, gatherMs);
    };
    source.addEventListener('record', hear);
    // Too much was missed, or the settings changed under us: everything shown may be old.
    source.addEventListener('reset', () => void queryClient.invalidateQueries());
    return () => {
      source.close();
      clearTimeout(timer);
    };
  }, [enabled, queryClient]);
}
