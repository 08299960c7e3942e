import { useWindowEvent } from '@mantine/hooks';
import { type RefObject, useState } from 'react';

type Acts = {
  toggle: (index: number) => void;
  /** Brings a row into view, so that it exists in the page. */
  show: (index: number) => void;
};

const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 12, PageUp: -12 };

function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof HTMLElement ? target : null;
  return Boolean(
    element?.closest(
      'input:not([type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=dialog]',
    ),
  );
}

/**
 * Walks the rows by j/k from anywhere on the screen, or by the arrows from within the list. The focus goes with it, onto
 * the row's link: Enter opens the record, x ticks it, and a screen reader says its name.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>, count: number, acts: Acts): number {
  const [active, setActive] = useState(-1);
  const move = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    setActive(next);
    acts.show(next);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus({ preventScroll: true }),
    );
  };
  useWindowEvent('keydown', (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0 || isTyping(event.target)) return;
    const within = list.current?.contains(event.target as Node) ?? false;
    const step = steps[key];
    if (step !== undefined && (within || key.length === 1)) move(active + step);
    else if (key === 'Home' && within) move(0);
    else if (key === 'End' && within) move(count - 1);
    else if (key === 'x' && active >= 0) acts.toggle(active);
    else return;
    event.preventDefault();
  });
  return active;
}
