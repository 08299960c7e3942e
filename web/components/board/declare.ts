import type { ReactNode } from 'react';
import type { PipelineKind } from '#domain/pipelines.ts';
import type { Stage } from '#web/platform/pipelines.ts';
import type { ListFilter, RecordBase } from '../list/declare.ts';

type Total = { value: number; exact: boolean };

/** One column as the API answers it: a stage and its cards. Figures run over all cards, not only those loaded. */
export type BoardColumnData<Item> = Pick<
  Stage,
  'name' | 'nameKey' | 'status' | 'rottingDays' | 'probability'
> & {
  stageId: string;
  count: Total;
  rotting: Total;
  owners: { ownerId: string | null; name: string | null; count: number }[];
  sums?: { currency: string; amount: string; weighted?: string | null }[];
  items: Item[];
  nextCursor: string | null;
};

export type BoardItem = RecordBase & { stageId: string; pipelineId: string; rotting?: boolean };

export type BoardDeclaration<Item extends BoardItem> = {
  kind: PipelineKind;
  /** The wire field of what a stage means, and that of the moment when a card came to its stage. */
  statusField: keyof Item & string;
  sinceField: keyof Item & string;
  /** Whether this card may be moved to a stage. */
  mayMove: (item: Item, to: Stage) => boolean;
  /** Carries a move out on the server. */
  move: (item: Item, to: Stage) => Promise<unknown>;
  /** Answers true where the feature carries the move out itself, in a dialog of its own. */
  intercept?: (item: Item, to: Stage) => boolean;
  title: (item: Item) => string;
  /** What the card shows below its title. */
  card: (item: Item) => ReactNode;
  /** The filters of the list; what they are set to is kept in the address. */
  filters: ListFilter[];
};
