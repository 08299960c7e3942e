import { useEffect } from 'react';
import { api } from '#web/platform/api.ts';

// Whoever reads without touching anything has looked after this long; whoever touches the page, once it could be read.
const readingMs = 8_000;
const firstLookMs = 1_000;
const tickMs = 250;
const touches = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown'] as const;

function wasCounted(key: string): boolean {
  try {
    return sessionStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function noteCounted(key: string): void {
  try {
    sessionStorage.setItem(key, '1');
  } catch {
    return;
  }
}

/**
 * Says once in a visit that a person has looked: the page was in front of them for some seconds, or they moved in it. What
 * opens links without anybody, such as a scanner of mails or a preview, gets neither far; a driven browser counts only by
 * being touched.
 */
export function useView(token: string, ready: boolean): void {
  useEffect(() => {
    const key = `parley.viewed.${token.slice(-16)}`;
    if (!ready || wasCounted(key)) return;
    let seenMs = 0;
    let touched = false;
    const touch = (event: Event) => {
      touched ||= event.isTrusted;
    };
    for (const name of touches) addEventListener(name, touch, { passive: true });
    const stop = () => {
      clearInterval(timer);
      for (const name of touches) removeEventListener(name, touch);
    };
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      seenMs += tickMs;
      const read = seenMs >= readingMs && !navigator.webdriver && document.hasFocus();
      if (!read && !(touched && seenMs >= firstLookMs)) return;
      stop();
      noteCounted(key);
      // Whether it was counted is nothing to tell the reader.
      api.post(`/public/${token}/view`).catch(() => undefined);
    }, tickMs);
    return stop;
  }, [token, ready]);
}
