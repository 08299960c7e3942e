import { createContext, type RefObject, useContext, useEffect } from 'react';
import type { RecordAct } from '../record/declare.ts';

/** What the record on screen offers to be done with it. */
export type OfferedActs = { title: string; acts: RecordAct[] };

/**
 * A box rather than state: acts are made anew with each drawing of the record, and the palette looks into the box when it
 * is opened.
 */
export const OfferedActsContext = createContext<RefObject<OfferedActs | null>>({ current: null });

/** Offers a record's acts to the command palette for as long as its page is shown. */
export function useOfferActs(title: string, acts: RecordAct[]): void {
  const box = useContext(OfferedActsContext);
  useEffect(() => {
    box.current = { title, acts };
    return () => {
      box.current = null;
    };
  });
}
