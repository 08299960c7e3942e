import { canonicalDecimal, parseDecimal } from '#domain/money.ts';
import type { PriceSource } from '#domain/price-books.ts';
import type { BundlePricing } from '#domain/products.ts';
import { type Draft, type DraftLine, headingCells, isHeading, newLine } from './draft.ts';

type Priced = {
  name: string;
  sku: string | null;
  unit: string | null;
  taxRate: string | null;
  /** Null where nothing has a price in the currency. */
  unitPrice: string | null;
  priceSource: PriceSource | null;
  priceBook: { id: string; name: string } | null;
  unitCost: string | null;
};

/** A product as the catalogue offers it for a line. */
export type Offer = Priced & {
  id: string;
  description: string | null;
  active: boolean;
  currencies: string[];
  image: { contentType: string; sha256: string } | null;
  bundlePricing: BundlePricing | null;
  components: (Priced & { productId: string; quantity: string })[];
};

/** The product of two quantities, cut to the four decimals that a line has. */
export function multiplied(a: string, b: string): string {
  const [left, right] = [parseDecimal(a), parseDecimal(b)];
  if (!left.ok || !right.ok) return b;
  const scale = left.value.scale + right.value.scale;
  const units = left.value.units * right.value.units;
  if (scale <= 4) return canonicalDecimal({ units, scale });
  return canonicalDecimal({ units: units / 10n ** BigInt(scale - 4), scale: 4 });
}

function filled(line: DraftLine, from: Priced, productId: string): DraftLine {
  return {
    ...line,
    lineType: 'item',
    description: from.name.slice(0, 255),
    unit: from.unit ?? '',
    unitPrice: from.unitPrice ?? '',
    taxRate: from.taxRate ?? line.taxRate,
    unitCost: from.unitCost,
    productId,
  };
}

/** The lines that an offer makes in the place of the one it was picked in: one, or for a bundle a heading and its parts. */
export function linesOfOffer(line: DraftLine, offer: Offer): DraftLine[] {
  if (offer.bundlePricing !== 'sum') return [filled(line, offer, offer.id)];
  const heading = { ...line, ...headingCells, description: offer.name };
  const parts = offer.components.map((part) =>
    filled(
      newLine({ taxRate: line.taxRate, quantity: multiplied(part.quantity, line.quantity || '1') }),
      part,
      part.productId,
    ),
  );
  return [heading, ...parts];
}

/** Whether a line has a price that another currency would change the meaning of. */
export function hasPrice(line: DraftLine): boolean {
  return !isHeading(line) && line.unitPrice.trim() !== '' && !/^0*\.?0*$/.test(line.unitPrice);
}

/** What is asked of the catalogue to price the lines of products again; the same place in the answer means the same line. */
export function askedPrices(lines: readonly DraftLine[]): { productId: string; quantity: string }[] {
  return lines.flatMap(({ productId, quantity }) =>
    productId ? [{ productId, quantity: /^\d+(\.\d+)?$/.test(quantity) ? quantity : '1' }] : [],
  );
}

type Priceable = Pick<Offer, 'id' | 'unitPrice' | 'unitCost'>;

/** The answers by product and quantity, in the order in which they were asked for. */
function answersFor(lines: readonly DraftLine[], offers: readonly Priceable[]): Map<string, Priceable> {
  const left = [...offers];
  const found = new Map<string, Priceable>();
  for (const line of lines) {
    if (!line.productId) continue;
    const at = left.findIndex(({ id }) => id === line.productId);
    const [offer] = at < 0 ? [] : left.splice(at, 1);
    if (offer) found.set(line.key, offer);
  }
  return found;
}

export type Repriced = { lines: DraftLine[]; changed: number; missing: number };

/**
 * The lines with the prices of the catalogue. What has none in the currency stays as it is, or with `empty` is left to be
 * typed: a number of another currency is no price.
 */
export function repriced(
  lines: readonly DraftLine[],
  offers: readonly Priceable[],
  { empty }: { empty: boolean },
): Repriced {
  const answers = answersFor(lines, offers);
  let changed = 0;
  let missing = 0;
  const next = lines.map((line) => {
    if (isHeading(line)) return line;
    const offer = answers.get(line.key);
    if (offer?.unitPrice !== null && offer?.unitPrice !== undefined) {
      if (offer.unitPrice !== line.unitPrice) changed += 1;
      return { ...line, unitPrice: offer.unitPrice, unitCost: offer.unitCost ?? line.unitCost };
    }
    if (!empty || !hasPrice(line)) return line;
    missing += 1;
    return { ...line, unitPrice: '', unitCost: null };
  });
  return { lines: next, changed, missing };
}

/** The currency of a draft changed with the prices that it shall have there; a fixed discount is left to be typed again. */
export function inCurrency(draft: Draft, currency: string, lines: DraftLine[]): Draft {
  const fixed = draft.fields.discountType === 'fixed' ? { discountValue: '' } : {};
  return { fields: { ...draft.fields, currency, ...fixed }, lines };
}
