import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Record<string, string>;

/** Search parameters are plain words, so that an address can be read, typed and shared: `?status=new,contacted`. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

const legible: [RegExp, string][] = [
  [/%2C/g, ','],
  [/%5B/g, '['],
  [/%5D/g, ']'],
  [/%3A/g, ':'],
];

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(key, String(value));
  }
  let text = parameters.toString();
  for (const [coded, plain] of legible) text = text.replace(coded, plain);
  return text ? `?${text}` : '';
}

/** The search parameters and a way to change some of them; a value of null removes the parameter. */
export function useUrlState(): [Search, (changes: Record<string, string | null>, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Record<string, string | null>, push = false) => {
      void navigate({
        to: '.',
        replace: !push,
        search: ((before: Search) => {
          const next: Search = { ...before };
          for (const [key, value] of Object.entries(changes)) {
            if (value === null || value === '') delete next[key];
            else next[key] = value;
          }
          return next;
        }) as never,
      });
    },
    [navigate],
  );
  return [search, change];
}
