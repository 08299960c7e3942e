import { z } from 'zod';
import { type FieldErrorCode, fieldProblem } from './field-errors.ts';
import { composed } from './fields.ts';

/**
 * Text with bold, italics, links, lists and mentions of members, as a tree of plain data: the shape in which the editor
 * keeps it. Nothing else is let in, so whoever draws it needs to know these nodes only.
 */
export type RichMark = { type: 'bold' } | { type: 'italic' } | { type: 'link'; attrs: { href: string } };
export type RichInline =
  | { type: 'text'; text: string; marks?: RichMark[] }
  | { type: 'hardBreak' }
  | { type: 'mention'; attrs: { id: string; label: string } };
export type RichParagraph = { type: 'paragraph'; content?: RichInline[] };
export type RichList = { type: 'bulletList' | 'orderedList'; content: RichItem[] };
export type RichItem = { type: 'listItem'; content: (RichParagraph | RichList)[] };
export type RichText = { type: 'doc'; content: (RichParagraph | RichList)[] };

export const longestRichText = 50_000;
const mostNodes = 10_000;
const deepest = 24;

const controls = /[^\P{Cc}\n\t]/u;
const storable = z
  .string()
  .min(1)
  .refine((value) => value.isWellFormed() && !controls.test(value), {
    params: { code: 'invalid_characters' },
  })
  .transform(composed);

function isLinkTarget(value: string): boolean {
  if (value.length > 2000 || /\s/.test(value)) return false;
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return ['http:', 'https:', 'mailto:'].includes(url.protocol);
}

const href = z.string().refine(isLinkTarget, { params: { code: 'invalid_url' } });

// An editor sends a link's target, rel and class along; only where it leads is kept.
const mark = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('link'), attrs: z.object({ href }) }),
]);

const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: storable, marks: z.array(mark).max(3).optional() }),
  // The editor marks these like the words around them, which says nothing.
  z.object({ type: z.literal('hardBreak') }),
  z.object({
    type: z.literal('mention'),
    attrs: z.object({
      id: z.uuid(),
      label: z
        .string()
        .max(200)
        .nullish()
        .transform((label) => label ?? ''),
    }),
  }),
]);

const paragraph = z.strictObject({ type: z.literal('paragraph'), content: z.array(inline).optional() });
const items: z.ZodType<RichItem[]> = z.lazy(() => z.array(item).min(1)) as never;
const ordered = z.object({ start: z.int().nullish(), type: z.string().nullish() });
const bulletList = z.strictObject({ type: z.literal('bulletList'), content: items });
const orderedList = z
  .strictObject({ type: z.literal('orderedList'), attrs: ordered.optional(), content: items })
  .transform(({ type, content }) => ({ type, content }));
const block: z.ZodType<RichParagraph | RichList> = z.lazy(() =>
  z.union([paragraph, bulletList, orderedList]),
) as never;
const item: z.ZodType<RichItem> = z.lazy(() =>
  z.strictObject({ type: z.literal('listItem'), content: z.array(block).min(1) }),
) as never;

const richTextTree = z.strictObject({ type: z.literal('doc'), content: z.array(block).min(1) });

/** Whether a tree is small enough to be looked at by a schema that calls itself. */
function isBounded(tree: unknown): boolean {
  let nodes = 0;
  let level: unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (depth > deepest * 2 || nodes > mostNodes * 4) return false;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value).slice(0, mostNodes * 4) : [],
    );
  }
  return true;
}

/** Plain text as rich text: one paragraph a line. */
export function richTextOf(text: string): RichText {
  return {
    type: 'doc',
    content: text.split('\n').map((line) => ({
      type: 'paragraph',
      ...(line === '' ? {} : { content: [{ type: 'text' as const, text: line }] }),
    })),
  };
}

function plainInline(node: RichInline): string {
  if (node.type === 'text') return node.text;
  return node.type === 'hardBreak' ? '\n' : `@${node.attrs.label}`;
}

function plainBlock(node: RichParagraph | RichList): string {
  if (node.type === 'paragraph') return (node.content ?? []).map(plainInline).join('');
  return node.content.map(({ content }) => content.map(plainBlock).join('\n')).join('\n');
}

/** The words alone, for search and previews. */
export function plainTextOf({ content }: RichText): string {
  return content.map(plainBlock).join('\n').trim();
}

function inlinesOf(node: RichParagraph | RichList): RichInline[] {
  if (node.type === 'paragraph') return node.content ?? [];
  return node.content.flatMap(({ content }) => content.flatMap(inlinesOf));
}

/** The members that a text mentions, each once. */
export function mentionsOf({ content }: RichText): string[] {
  const ids = content
    .flatMap(inlinesOf)
    .flatMap((node) => (node.type === 'mention' ? [node.attrs.id.toLowerCase()] : []));
  return [...new Set(ids)];
}

/** The same text with the names that the members bear now; a client's word for a name is not taken. */
export function withNames(text: RichText, names: ReadonlyMap<string, string>): RichText {
  return JSON.parse(JSON.stringify(text), (_key, value: unknown) => {
    const node = value as RichInline | null;
    if (typeof node !== 'object' || node === null || node.type !== 'mention') return value;
    const id = node.attrs.id.toLowerCase();
    return { type: 'mention', attrs: { id, label: names.get(id) ?? node.attrs.label } };
  }) as RichText;
}

type Refuse = (code: FieldErrorCode, params?: Record<string, number>) => void;

function readTree(given: string | Record<string, unknown>, refuse: Refuse): RichText | null {
  if (typeof given === 'string') {
    const text = given.replace(/\r\n?/g, '\n').trim();
    if (text.length > longestRichText) refuse('too_long', { max: longestRichText });
    else if (!text.isWellFormed() || controls.test(text)) refuse('invalid_characters');
    else return richTextOf(composed(text));
    return null;
  }
  if (!isBounded(given)) {
    refuse('too_long', { max: longestRichText });
    return null;
  }
  const read = richTextTree.safeParse(given);
  if (read.success) return read.data as RichText;
  refuse(firstCode(read.error.issues));
  return null;
}

/** What is worst about a tree: a link that leads elsewhere and broken characters have codes of their own. */
function firstCode(issues: readonly z.core.$ZodIssue[]): FieldErrorCode {
  for (const issue of issues) {
    if (issue.code === 'custom') return issue.params?.code as FieldErrorCode;
    if (issue.code !== 'invalid_union') continue;
    for (const branch of issue.errors) {
      const code = firstCode(branch);
      if (code !== 'not_allowed') return code;
    }
  }
  return 'not_allowed';
}

/**
 * Rich text on the way in: a tree of the allowed nodes and marks, or plain text, of at most 50,000 characters. Null, absence
 * and a text without a word mean "none".
 */
export const optionalRichText = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform((given, context): RichText | null => {
    const refuse: Refuse = (code, params = {}) => {
      context.addIssue({ code: 'custom', params: { ...params, code } });
    };
    const text = readTree(given, refuse);
    if (text === null) return null;
    const plain = plainTextOf(text);
    if (plain.length > longestRichText) refuse('too_long', { max: longestRichText });
    return plain === '' ? null : text;
  })
  .nullable()
  .optional();

/** A mention that cannot be: no active member, or one who may not see the record. */
export const unseenMention = (path: string) => fieldProblem(path, 'cannot_see');
