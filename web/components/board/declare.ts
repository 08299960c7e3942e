import type { ReactNode } from 'react';
import type { RecordKindName } from '#domain/events.ts';
import type { RecordBase } from '../list/declare.ts';

/** One column as the API answers it. Sums run over all cards of the column, not only those loaded. */
export type BoardColumnData<Item> = {
  /** The status or stage, under whichever name the kind has for it. */
  key: string;
  count: { value: number; exact: boolean };
  sums?: { currency: string; amount: string; weighted?: string | null }[];
  items: Item[];
  nextCursor?: string | null;
};

export type BoardDeclaration<Item extends RecordBase> = {
  kind: RecordKindName;
  /** The wire field of a card that says in which column it stands: `status`, `stage`. */
  field: keyof Item & string;
  /** Where a card may be moved from here. */
  moves: (item: Item) => readonly string[];
  /** Carries a move out on the server. */
  move: (item: Item, to: string) => Promise<unknown>;
  /** Answers true where the feature carries the move out itself, in a dialog of its own. */
  intercept?: (item: Item, to: string) => boolean;
  /** May this member move cards at all? */
  movable: boolean;
  title: (item: Item) => string;
  /** What the card shows below its title. */
  card: (item: Item) => ReactNode;
  /** Narrows the board; the parameters are kept in the address. */
  parameters?: readonly string[];
};
