import { z } from 'zod';
import { documentLanguages } from './document-lines.ts';
import { fieldProblem } from './field-errors.ts';
import { optionalProse, optionalText, optionalUuid } from './fields.ts';
import type { FieldProblem } from './problems.ts';

/** What can be put on paper, each with a template of its own. */
export const printedKinds = ['quote', 'order', 'invoice', 'credit_note', 'statement'] as const;

export type PrintedKind = (typeof printedKinds)[number];

export const documentLayouts = ['classic', 'modern', 'compact'] as const;

export type DocumentLayout = (typeof documentLayouts)[number];

/** What a text of a template can take from the document, written as `{{customer.name}}`. */
export const mergeFields = [
  'number',
  'title',
  'date',
  'validUntil',
  'dueDate',
  'reference',
  'total',
  'customer.name',
  'customer.contact',
  'seller.name',
  'seller.email',
  'seller.phone',
] as const;

export type MergeField = (typeof mergeFields)[number];

const isMergeField = (name: string): name is MergeField => mergeFields.some((field) => field === name);

const heading = z.strictObject({ en: optionalText(80), ar: optionalText(80) });
const passage = z.strictObject({ en: optionalProse(2_000), ar: optionalProse(2_000) });
const longPassage = z.strictObject({ en: optionalProse(20_000), ar: optionalProse(20_000) });

export const templateTexts = z.strictObject({
  /** Instead of the name of the kind: "Pro forma invoice". */
  heading: heading.optional(),
  /** Above the lines. */
  opening: passage.optional(),
  /** Below the totals. */
  closing: passage.optional(),
  /** The terms of documents that have none of their own. */
  terms: longPassage.optional(),
});

export type TemplateTexts = z.infer<typeof templateTexts>;

const look = {
  /** Null: the template of the whole company. */
  entityId: optionalUuid,
  layout: z.enum(documentLayouts),
  language: z.enum(documentLanguages),
  texts: templateTexts,
};

export const templateBody = z.strictObject(look);

/** A template as it is being edited, shown on a made-up document. */
export const templatePreviewBody = z.strictObject({
  kind: z.enum(printedKinds),
  ...look,
  footer: passage.optional(),
});

export const brandingPatch = z.strictObject({ footer: passage });

export type TemplateBody = z.infer<typeof templateBody>;
export type TemplatePreviewBody = z.infer<typeof templatePreviewBody>;
export type BrandingPatch = z.infer<typeof brandingPatch>;

const opened = /\{\{([^{}]*)\}\}/g;

const namesIn = (inside: string) => inside.split('|').map((name) => name.trim());

/** The mistakes of one text: a brace that is not closed, or a field that does not exist, each with its line. */
export function mergeProblems(path: string, text: string): FieldProblem[] {
  return text.split('\n').flatMap((line, at) => {
    const unknown = [...line.matchAll(opened)]
      .flatMap(([, inside = '']) => namesIn(inside))
      .filter((name) => !isMergeField(name))
      .map((name) => fieldProblem(path, 'unknown_merge_field', { line: at + 1, name }));
    const rest = line.replace(opened, '');
    const broken = rest.includes('{{') || rest.includes('}}');
    return broken ? [...unknown, fieldProblem(path, 'broken_merge_field', { line: at + 1 })] : unknown;
  });
}

/** Every mistake in the texts of a template, by `texts.opening.en`. */
export function templateProblems(texts: TemplateTexts): FieldProblem[] {
  return Object.entries(texts).flatMap(([place, languages]) =>
    Object.entries(languages ?? {}).flatMap(([language, text]) =>
      typeof text === 'string' ? mergeProblems(`texts.${place}.${language}`, text) : [],
    ),
  );
}

/**
 * A text with its fields filled in. Of `{{customer.contact|customer.name}}` the first that has a value counts; what has
 * none leaves nothing behind, and values are never read as fields themselves.
 */
export function fillMergeFields(text: string, values: Readonly<Partial<Record<MergeField, string>>>): string {
  return text.replace(opened, (_, inside: string) => {
    for (const name of namesIn(inside)) {
      const value = isMergeField(name) ? values[name] : undefined;
      if (value) return value;
    }
    return '';
  });
}
