import {
  type CreditWish,
  type InvoicedAmounts,
  leftOf,
  shareOut,
  takeAmount,
  takeQuantity,
} from '#domain/credit-notes.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { amountToMinor } from '#domain/fields.ts';
import { compareDecimals, formatMinor, formatScaled } from '#domain/money.ts';
import { priceDocument } from '#domain/pricing.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { type PricedDocumentLine, presentLines, replaceLines } from '#records/document-lines.ts';
import type { Change, Composition, Values } from '#records/kind.ts';
import { type CreditableLine, creditableLines, exactly, hasLeft } from './queries.ts';

type Taken = Omit<InvoicedAmounts, 'quantity'> & { quantity: InvoicedAmounts['quantity'] | null };
type Part = { from: CreditableLine; taken: Taken };

/** A line of a credit note: also how much of the invoiced quantity it gives back. */
export type CreditNoteLine = PricedDocumentLine & { creditedQuantity: string };

function exceeds(path: string, left: string): FieldProblem {
  return fieldProblem(path, 'exceeds_balance', { max: left });
}

function wholeOf(lines: readonly CreditableLine[]): Part[] {
  return lines.filter(hasLeft).map((from) => {
    const left = leftOf(from.invoiced, from.credited);
    return { from, taken: left };
  });
}

function byAmount(lines: readonly CreditableLine[], typed: string, currency: string): Part[] {
  const parsed = amountToMinor('amount', typed, currency);
  if (!parsed.ok) throw invalidFields([parsed.error]);
  const left = lines.map(({ invoiced, credited }) => leftOf(invoiced, credited));
  const most = left.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
  if (parsed.minor > most) throw invalidFields([exceeds('amount', formatMinor(most, currency))]);
  // What is left to the last minor unit is the whole: then the quantities go with it.
  if (parsed.minor === most) return wholeOf(lines);
  const shares = shareOut(parsed.minor, left);
  return lines.flatMap((from, at) => {
    const share = shares[at] ?? 0n;
    if (share === 0n) return [];
    return [{ from, taken: { ...takeAmount(from.invoiced, from.credited, share), quantity: null } }];
  });
}

type WantedLine = NonNullable<CreditWish['lines']>[number];

function partOf(
  from: CreditableLine,
  wanted: WantedLine,
  path: string,
  currency: string,
): Part | FieldProblem {
  const left = leftOf(from.invoiced, from.credited);
  if (wanted.amount !== undefined) {
    const parsed = amountToMinor(`${path}.amount`, wanted.amount, currency);
    if (!parsed.ok) return parsed.error;
    if (parsed.minor > left.totalMinor)
      return exceeds(`${path}.amount`, formatMinor(left.totalMinor, currency));
    return { from, taken: { ...takeAmount(from.invoiced, from.credited, parsed.minor), quantity: null } };
  }
  if (!hasLeft(from)) return exceeds(`${path}.lineId`, formatMinor(0n, currency));
  if (wanted.quantity === undefined) return { from, taken: left };
  const quantity = exactly(wanted.quantity);
  if (compareDecimals(quantity, left.quantity) > 0) {
    return exceeds(`${path}.quantity`, formatScaled(left.quantity.units, left.quantity.scale));
  }
  return { from, taken: takeQuantity(from.invoiced, from.credited, quantity) };
}

function byLines(lines: readonly CreditableLine[], wanted: readonly WantedLine[], currency: string): Part[] {
  const byId = new Map(lines.map((line) => [line.line.id, line]));
  const seen = new Set<string>();
  const problems: FieldProblem[] = [];
  const parts: Part[] = [];
  for (const [index, one] of wanted.entries()) {
    const path = `lines.${index}`;
    const from = byId.get(one.lineId);
    if (!from || seen.has(one.lineId)) {
      problems.push(fieldProblem(`${path}.lineId`, from ? 'duplicate' : 'not_found'));
      continue;
    }
    seen.add(one.lineId);
    const part = partOf(from, one, path, currency);
    if ('code' in part) problems.push(part);
    else parts.push(part);
  }
  if (problems.length > 0) throw invalidFields(problems);
  return parts;
}

/**
 * A part as a line of paper: quantity and price as invoiced where they come to its net within the rounding of its parts,
 * and otherwise once its net.
 */
function lineOf({ from: { line }, taken }: Part, sortOrder: number, currency: string): CreditNoteLine {
  const { netMinor, discountMinor, taxMinor, totalMinor } = taken;
  const gone = taken.quantity === null ? '0' : formatScaled(taken.quantity.units, taken.quantity.scale);
  const once = { quantity: '1', unitPrice: formatMinor(netMinor, currency), discountPercent: '0' };
  const asInvoiced = { quantity: gone, unitPrice: line.unitPrice, discountPercent: line.discountPercent };
  const priced =
    taken.quantity !== null && taken.quantity.units > 0n
      ? priceDocument({ currency, lines: [{ ...asInvoiced, taxRate: '0' }] })
      : null;
  const difference = priced?.ok ? priced.pricing.subtotalMinor - netMinor : 2n;
  return {
    ...line,
    ...(difference >= -1n && difference <= 1n ? asInvoiced : once),
    id: undefined as never,
    lineType: 'item',
    optional: false,
    selected: true,
    sortOrder,
    sourceId: line.id,
    creditedQuantity: gone,
    netMinor,
    discountMinor,
    taxMinor,
    totalMinor,
  };
}

function partsFor(lines: readonly CreditableLine[], wish: CreditWish, currency: string): Part[] {
  if (wish.lines) return byLines(lines, wish.lines, currency);
  if (wish.amount) return byAmount(lines, wish.amount, currency);
  return wholeOf(lines);
}

/**
 * What a credit note gives back of its invoice, reckoned from what all issued ones have left: lines with quantities or
 * amounts, an amount shared out, or the rest of it all. The caller holds the invoice. A patch that names none of these
 * leaves the lines as they are.
 */
export async function composeCreditNote(call: Call, merged: Values, change: Change): Promise<Composition> {
  const { current, given } = change;
  const wish = given as CreditWish;
  const named = wish.lines !== undefined || wish.amount || wish.whole !== undefined;
  if (current !== null && !named) return { columns: {} };
  const currency = merged.currency as string;
  const parts = partsFor(await creditableLines(call, merged.invoiceId as string), wish, currency);
  const lines = parts.map((part, at) => lineOf(part, at, currency));
  const sum = (minor: (line: CreditNoteLine) => bigint) => lines.reduce((all, line) => all + minor(line), 0n);
  const columns = {
    subtotalMinor: sum(({ netMinor }) => netMinor),
    discountMinor: sum(({ discountMinor }) => discountMinor),
    taxMinor: sum(({ taxMinor }) => taxMinor),
    totalMinor: sum(({ totalMinor }) => totalMinor),
    lineCount: lines.length,
  };
  if (columns.totalMinor === 0n) throw invalidFields([exceeds('amount', formatMinor(0n, currency))]);
  return {
    columns,
    parts: { name: 'lines', before: null, after: presentLines(lines, currency) },
    write: (row) => replaceLines(call, { table: 'creditNoteLine', document: 'creditNoteId' }, row, lines),
  };
}
