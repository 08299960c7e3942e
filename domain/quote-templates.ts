import { z } from 'zod';
import { text, uuid } from './fields.ts';

/** A template is made of a quote: its lines, words and discount under a name. */
export const quoteTemplateCreate = z.strictObject({ name: text(120), quoteId: uuid });

/** Another name, or the content of another quote. */
export const quoteTemplatePatch = quoteTemplateCreate.partial();

export type QuoteTemplateCreate = z.infer<typeof quoteTemplateCreate>;
export type QuoteTemplatePatch = z.infer<typeof quoteTemplatePatch>;

/** What a copy of a quote says otherwise than the quote. */
export const quoteDuplicateBody = z.strictObject({ title: text(180).optional() });

export type QuoteDuplicateBody = z.infer<typeof quoteDuplicateBody>;
