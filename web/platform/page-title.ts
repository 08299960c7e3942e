import { useEffect } from 'react';

/** Names the document after the screen, so that tabs, history and screen readers can tell screens apart. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (!title) return;
    document.title = `${title} · Parley`;
  }, [title]);
}
