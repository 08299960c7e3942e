import { quoteCreate } from '#domain/quotes.ts';
import { addDays } from '#domain/time-zones.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { localToday } from '#web/components/document/local-today.ts';
import { createGroups } from './quote-fields.ts';

const daysValid = 30;

export const createQuote: CreateDeclaration = {
  kind: 'quote',
  groups: createGroups,
  schema: quoteCreate,
  get initial() {
    return { validUntil: addDays(localToday(), daysValid) };
  },
};
