import type { Member } from './people.ts';
import type { Chance } from './random.ts';
import type { Place } from './stage.ts';

/** What a company sets up before it works: what the records of the demo refer to. */
export type Furniture = {
  campaignIds: string[];
  /** The second opportunity pipeline. */
  classicId: string;
  /** The custom fields that were made, by `kind.key`; one that the company had already gets no values. */
  fields: ReadonlySet<string>;
  /** In the order of the goods; null for what is not sold any more. */
  productIds: readonly (string | null)[];
};

/** Where a piece of the demo plays, and whose work it is. */
export type Setting = { chance: Chance; place: Place; seller: Member; furniture: Furniture };
