import { useState } from 'react';

/** The rows ticked for a bulk act, or all that the list finds. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const choose = (next: ReadonlySet<string>) => {
    setIds(next);
    setEverything(false);
  };
  return {
    ids,
    everything,
    takeEverything: () => setEverything(true),
    toggle: (id: string) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      choose(next);
    },
    toggleAll: (all: string[]) => choose(ids.size === all.length ? new Set() : new Set(all)),
    clear: () => choose(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
