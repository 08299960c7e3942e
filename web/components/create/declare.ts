import { createContext, type ReactNode, useContext } from 'react';
import type { z } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import type { Field, FieldGroup, Values } from '../form/field.ts';

/** How a new record of a kind is made: its fields, its rules and what is filled in already. */
export type CreateDeclaration = {
  kind: RecordKindName;
  groups: FieldGroup[];
  schema?: z.ZodType;
  initial?: Values;
  hides?: (field: Field, values: Values) => boolean;
  /** Below the first fields, by what is typed so far: records that this may be a double of. */
  hint?: (values: Values) => ReactNode;
};

export type Creators = Partial<Record<RecordKindName, () => Promise<CreateDeclaration>>>;

/** Which kinds have a create form; filled by `routes.tsx` from the features. */
export const CreatorsContext = createContext<Creators>({});

export function useCreators(): Creators {
  return useContext(CreatorsContext);
}
