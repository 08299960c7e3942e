import type { WireLine } from '#web/components/document/draft.ts';

export type LineChange = 'same' | 'changed' | 'added' | 'removed';

/** A line of the earlier version beside the one of the later that took its place. */
export type ComparedLine = { change: LineChange; before: WireLine | null; after: WireLine | null };

const said = [
  'lineType',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'discountPercent',
  'taxRate',
] as const;

/** Whether two lines say the same; what they come to follows from that and the discount of the whole. */
function alike(a: WireLine, b: WireLine): boolean {
  return said.every((cell) => a[cell] === b[cell]) && a.optional === b.optional && a.selected === b.selected;
}

const names: readonly ((line: WireLine) => string | null)[] = [
  (line) => `${line.lineType} ${line.productId ?? ''} ${line.description}`,
  (line) => line.productId,
  (line) => (line.lineType === 'item' ? line.description.toLowerCase() : null),
];

/** Which line of the later version each line of the earlier one became: by all it says, its product, its words. */
function pairs(before: readonly WireLine[], after: readonly WireLine[]): Map<WireLine, WireLine> {
  const found = new Map<WireLine, WireLine>();
  const left = new Set(after);
  for (const nameOf of names) {
    for (const line of before) {
      const name = nameOf(line);
      if (found.has(line) || name === null) continue;
      const other = [...left].find((one) => nameOf(one) === name);
      if (!other) continue;
      found.set(line, other);
      left.delete(other);
    }
  }
  return found;
}

/** The lines of two versions beside each other, in the order of the later; what was removed stands where it stood. */
export function compareLines(before: readonly WireLine[], after: readonly WireLine[]): ComparedLine[] {
  const became = pairs(before, after);
  const from = new Map([...became].map(([old, line]) => [line, old]));
  const rows: ComparedLine[] = after.map((line) => {
    const old = from.get(line) ?? null;
    const change = old === null ? 'added' : alike(old, line) ? 'same' : 'changed';
    return { change, before: old, after: line };
  });
  before.forEach((line, at) => {
    if (became.has(line)) return;
    const previous = before
      .slice(0, at)
      .findLast((one) => became.has(one) || rows.some((row) => row.before === one));
    const place = previous ? rows.findIndex((row) => row.before === previous) + 1 : 0;
    rows.splice(place, 0, { change: 'removed', before: line, after: null });
  });
  return rows;
}

export type ComparedWords = { key: string; before: string | null; after: string | null };

const words = ['title', 'validUntil', 'reference', 'description', 'terms', 'customerNote'] as const;

/** What two versions say differently beside their lines. */
export function compareWords<Version extends Record<(typeof words)[number], string | null>>(
  before: Version,
  after: Version,
): ComparedWords[] {
  return words.flatMap((key) => {
    const [old, next] = [before[key] || null, after[key] || null];
    return old === next ? [] : [{ key, before: old, after: next }];
  });
}
