import { quoteCreate } from '#domain/quotes.ts';
import { addDays } from '#domain/time-zones.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { localToday } from '#web/components/document/local-today.ts';
import { api } from '#web/platform/api.ts';
import { createGroups, templateField } from './quote-fields.ts';

const daysValid = 30;

type Template = { id: string; name: string; currency: string };

/** The form of a new quote, with the templates that there are now. */
export async function loadCreateQuoteForm(): Promise<CreateDeclaration> {
  const { items } = await api.get<{ items: Template[] }>('/quote-templates').catch(() => ({ items: [] }));
  if (items.length === 0) return createQuote;
  const [first, ...more] = createGroups;
  const options = items.map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }));
  const fields = [...(first?.fields ?? []), { ...templateField, options }];
  return { ...createQuote, groups: [{ ...first, fields }, ...more] };
}

const createQuote: CreateDeclaration = {
  kind: 'quote',
  groups: createGroups,
  schema: quoteCreate,
  get initial() {
    return { validUntil: addDays(localToday(), daysValid) };
  },
};
