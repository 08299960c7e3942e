import type { LineType } from '#domain/document-lines.ts';
import type { DiscountType } from '#domain/pricing.ts';
import { newIdempotencyKey } from '#web/platform/api.ts';
import type { Values } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';

/** What a line is beside what is typed into its cells. */
export type LineNature = {
  lineType: LineType;
  productId: string | null;
  /** What one unit costs the seller; null too for those who may not see it. */
  unitCost: string | null;
  /** The customer may choose it or leave it. */
  optional: boolean;
  /** Whether it counts: always, unless it is optional and not chosen. */
  selected: boolean;
  /** The sold line of which it is a part. */
  sourceId: string | null;
};

/** A line on the wire: what was typed, and what it came to when it was saved. */
export type WireLine = LineNature & {
  id: string;
  description: string;
  quantity: string;
  unit: string | null;
  unitPrice: string;
  taxRate: string;
  discountPercent: string;
  sortOrder: number;
  net: string;
  discount: string;
  tax: string;
  total: string;
};

/** What every priced document has on the wire. */
export type DocumentRecord = RecordBase & {
  version: number;
  status: string;
  currency: string;
  lines?: WireLine[];
  discountType: DiscountType;
  discountValue: string | null;
  subtotal: string;
  discountTotal: string;
  taxTotal: string;
  total: string;
};

/** The cells of a line that are typed in, in the order in which they stand and in which rows are pasted. */
export const cells = ['description', 'quantity', 'unit', 'unitPrice', 'discountPercent', 'taxRate'] as const;

export type Cell = (typeof cells)[number];

/** A line as it is being typed: texts, and a key of its own that stays when it moves. */
export type DraftLine = Record<Cell, string> & LineNature & { key: string };

export type Draft = { fields: Values; lines: DraftLine[] };

const plain: LineNature = {
  lineType: 'item',
  productId: null,
  unitCost: null,
  optional: false,
  selected: true,
  sourceId: null,
};

const natures = Object.keys(plain) as (keyof LineNature)[];

/** What a line is; a draft that was kept before lines had a nature is plain. */
function natureOf(line: Partial<LineNature>): LineNature {
  return Object.fromEntries(natures.map((key) => [key, line[key] ?? plain[key]])) as LineNature;
}

export function newLine(given: Partial<Record<Cell, string> & LineNature> = {}): DraftLine {
  return {
    ...plain,
    description: '',
    quantity: '1',
    unit: '',
    unitPrice: '',
    discountPercent: '',
    taxRate: '',
    ...given,
    key: newIdempotencyKey().slice(0, 12),
  };
}

/** What a heading says in the cells that it does not show. */
export const headingCells = {
  lineType: 'heading',
  quantity: '1',
  unit: '',
  unitPrice: '0',
  discountPercent: '',
  taxRate: '0',
  productId: null,
  unitCost: null,
  optional: false,
  selected: true,
} as const satisfies Partial<DraftLine>;

export const isHeading = (line: { lineType?: string }): boolean => line.lineType === 'heading';

/** A line in which nothing was said yet; quantity and tax are filled in by themselves and say nothing. */
export function isBlank(line: DraftLine): boolean {
  if (isHeading(line)) return line.description.trim() === '';
  return [line.description, line.unit, line.unitPrice, line.discountPercent].every(
    (text) => text.trim() === '',
  );
}

function draftLine(line: WireLine): DraftLine {
  const { description, quantity, unit, unitPrice, taxRate, discountPercent } = line;
  return newLine({
    ...natureOf(line),
    description,
    quantity,
    unit: unit ?? '',
    unitPrice,
    taxRate,
    discountPercent: discountPercent === '0' ? '' : discountPercent,
  });
}

/** A saved document, ready to be typed in. `keys` are the fields that its editor has. */
export function draftOf(record: DocumentRecord, keys: readonly string[]): Draft {
  const values = record as unknown as Values;
  return {
    fields: Object.fromEntries(keys.map((key) => [key, values[key] ?? null])),
    lines: (record.lines ?? []).map(draftLine),
  };
}

/** What is sent of the lines: blank ones are left out, and what is empty is left away for the rules to name. */
export function linesBody(lines: readonly DraftLine[]): Values[] {
  return lines
    .filter((line) => !isBlank(line))
    .map((line, sortOrder) => ({
      ...natureOf(line),
      description: line.description.trim(),
      quantity: line.quantity || undefined,
      unit: line.unit.trim() || null,
      unitPrice: line.unitPrice || undefined,
      taxRate: line.taxRate || undefined,
      discountPercent: line.discountPercent || null,
      sortOrder,
    }));
}

/** Empty texts and addresses without a part are nothing. */
function meant(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const parts = Object.entries(value).filter(
    ([, part]) => part !== null && part !== '' && part !== undefined,
  );
  return parts.length === 0 ? null : Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const same = (a: unknown, b: unknown) => JSON.stringify(meant(a)) === JSON.stringify(meant(b));

/** What differs from the saved document: the body of a PATCH, empty when nothing does. */
export function changesOf(record: DocumentRecord, draft: Draft): Values {
  const saved = record as unknown as Values;
  const lines = linesBody(draft.lines);
  const changes: Values = {};
  for (const [key, value] of Object.entries(draft.fields)) {
    // With lines the amount is their total and cannot be typed.
    if (key === 'amount' && lines.length > 0) continue;
    if (key === 'discountValue' && draft.fields.discountType === 'none') continue;
    if (!same(value, saved[key])) changes[key] = meant(value);
  }
  if (changes.discountType === 'none') changes.discountValue = '0';
  if (JSON.stringify(lines) !== JSON.stringify(linesBody((record.lines ?? []).map(draftLine)))) {
    changes.lines = lines;
  }
  return changes;
}

/** Says which line a refusal means: `lines.2.unitPrice`, counted as sent, becomes `lines.<key>.unitPrice`. */
export function pathByKey(path: string, lines: readonly DraftLine[]): string {
  const match = /^lines\.(\d+)\.(.+)$/.exec(path);
  if (!match) return path;
  const line = lines.filter((one) => !isBlank(one))[Number(match[1])];
  return line ? `lines.${line.key}.${match[2]}` : 'lines';
}
