import type { Member } from './people.ts';
import type { Chance } from './random.ts';
import type { Furniture } from './settings.ts';
import type { Place } from './stage.ts';

/** Where a piece of the demo plays, and whose work it is. */
export type Setting = { chance: Chance; place: Place; seller: Member; furniture: Furniture };
