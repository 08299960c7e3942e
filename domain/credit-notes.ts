import { z } from 'zod';
import { documentLanguages, mostLines } from './document-lines.ts';
import {
  decimal,
  limits,
  optionalDate,
  optionalDecimal,
  optionalProse,
  optionalText,
  prose,
  rule,
  uuid,
} from './fields.ts';
import { allocate, compareDecimals, type ExactDecimal, roundRatio } from './money.ts';
import { recordFields } from './record-fields.ts';
import { transitions } from './states.ts';

export const creditNoteStatuses = ['draft', 'issued'] as const;

export type CreditNoteStatus = (typeof creditNoteStatuses)[number];

/** What was credited stays credited: a mistake is corrected by another invoice. */
export const creditNoteStatus = transitions<CreditNoteStatus>({ draft: ['issued'], issued: [] }, ['issued']);

/** Of one line of an invoice: so much of its quantity, so much of its total with tax, or all that is left of it. */
const creditedLine = z
  .strictObject({
    lineId: uuid,
    quantity: decimal(limits.quantity).optional(),
    amount: decimal(limits.positiveAmount).optional(),
  })
  .check(
    rule<{ quantity?: string; amount?: string }>(
      ({ quantity, amount }) => quantity === undefined || amount === undefined,
      'not_allowed',
      { because: 'quantity' },
      ['amount'],
    ),
  );

const wish = {
  lines: z.array(creditedLine).min(1).max(mostLines).optional(),
  /** An amount with tax, shared out to all lines by what is left of them. */
  amount: optionalDecimal(limits.positiveAmount),
  /** All that is left of the invoice: also what is meant when nothing is said. */
  whole: z.literal(true).optional(),
};

type Wish = { lines?: unknown; amount?: unknown; whole?: unknown };

const oneWish = rule<Wish>(
  ({ lines, amount, whole }) =>
    [lines, amount ?? undefined, whole].filter((value) => value !== undefined).length <= 1,
  'not_allowed',
  { because: 'lines' },
  ['amount'],
);

const texts = {
  creditDate: optionalDate,
  reference: optionalText(120),
  language: z.enum(documentLanguages).nullable().optional(),
  customerNote: optionalProse(5_000),
  /** Never on a customer's copy. */
  internalNote: optionalProse(5_000),
  tags: recordFields.tags,
};

/** A draft credit note of an issued invoice. */
export const creditBody = z.strictObject({ ...texts, ...wish, reason: prose(1_000) }).check(oneWish);
export const creditNoteCreate = z
  .strictObject({ ...texts, ...wish, reason: prose(1_000), invoiceId: uuid })
  .check(oneWish);
export const creditNotePatch = z
  .strictObject({ ...texts, ...wish, reason: prose(1_000).optional(), ownerId: recordFields.ownerId })
  .check(oneWish);

/** The date of the credit note; today in the entity's time zone when absent. */
export const creditNoteIssueBody = z.strictObject({ creditDate: optionalDate });

export type CreditBody = z.infer<typeof creditBody>;
export type CreditNoteIssueBody = z.infer<typeof creditNoteIssueBody>;
export type CreditWish = Pick<CreditBody, 'lines' | 'amount' | 'whole'>;

/** A line as it was invoiced. Minor units; `totalMinor` is the net less the discount plus the tax. */
export type InvoicedAmounts = {
  quantity: ExactDecimal;
  netMinor: bigint;
  discountMinor: bigint;
  taxMinor: bigint;
  totalMinor: bigint;
};

export type CreditedAmounts = InvoicedAmounts;

const zero: ExactDecimal = { units: 0n, scale: 0 };
export const nothingCredited: CreditedAmounts = {
  quantity: zero,
  netMinor: 0n,
  discountMinor: 0n,
  taxMinor: 0n,
  totalMinor: 0n,
};

function combine(a: ExactDecimal, b: ExactDecimal, sign: 1n | -1n): ExactDecimal {
  const scale = Math.max(a.scale, b.scale);
  const units = a.units * 10n ** BigInt(scale - a.scale) + sign * b.units * 10n ** BigInt(scale - b.scale);
  return { units, scale };
}

/** What is left of a line: quantity and amounts that no issued credit note has taken. */
export function leftOf(line: InvoicedAmounts, credited: CreditedAmounts): InvoicedAmounts {
  return {
    quantity: combine(line.quantity, credited.quantity, -1n),
    netMinor: line.netMinor - credited.netMinor,
    discountMinor: line.discountMinor - credited.discountMinor,
    taxMinor: line.taxMinor - credited.taxMinor,
    totalMinor: line.totalMinor - credited.totalMinor,
  };
}

const between = (value: bigint, low: bigint, high: bigint) =>
  value < low ? low : value > high ? high : value;

/** round(minor × part / whole), cumulatively: the share up to `part`, of which the caller has a part already. */
function upTo(minor: bigint, part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : roundRatio(minor * part, whole);
}

/**
 * Takes an amount with tax off a line. Tax and discount follow the total in proportion, and what was taken before is taken
 * off the rounded sum, not off each part: credits that come to the whole line come to its tax and its discount exactly,
 * and where the net divides evenly each part is exact too. No part is ever negative. `totalMinor` is at most what is left.
 */
export function takeAmount(
  line: InvoicedAmounts,
  credited: CreditedAmounts,
  totalMinor: bigint,
): Omit<InvoicedAmounts, 'quantity'> {
  const left = leftOf(line, credited);
  const after = credited.totalMinor + totalMinor;
  const leftTaxable = left.totalMinor - left.taxMinor;
  const taxMinor = between(
    upTo(line.taxMinor, after, line.totalMinor) - credited.taxMinor,
    totalMinor > leftTaxable ? totalMinor - leftTaxable : 0n,
    totalMinor < left.taxMinor ? totalMinor : left.taxMinor,
  );
  const ends = totalMinor === left.totalMinor;
  const discountMinor = ends
    ? left.discountMinor
    : between(
        upTo(line.discountMinor, after, line.totalMinor) - credited.discountMinor,
        0n,
        left.discountMinor,
      );
  return { netMinor: totalMinor - taxMinor + discountMinor, discountMinor, taxMinor, totalMinor };
}

/**
 * Takes a quantity off a line: its share of the total, as above, and never more than what is left. With the last of the
 * quantity goes all that is left of the amounts.
 */
export function takeQuantity(
  line: InvoicedAmounts,
  credited: CreditedAmounts,
  quantity: ExactDecimal,
): InvoicedAmounts {
  const left = leftOf(line, credited);
  if (compareDecimals(quantity, left.quantity) >= 0) return { ...left, quantity };
  const scale = Math.max(line.quantity.scale, credited.quantity.scale, quantity.scale);
  const units = ({ units: count, scale: own }: ExactDecimal) => count * 10n ** BigInt(scale - own);
  const share = (part: ExactDecimal) => upTo(line.totalMinor, units(part), units(line.quantity));
  const wanted = share(combine(credited.quantity, quantity, 1n)) - share(credited.quantity);
  return { quantity, ...takeAmount(line, credited, between(wanted, 0n, left.totalMinor)) };
}

/** Shares an amount with tax out to lines by what is left of each; `totalMinor` is at most the sum of that. */
export function shareOut(totalMinor: bigint, left: readonly InvoicedAmounts[]): bigint[] {
  return allocate(
    totalMinor,
    left.map((line) => line.totalMinor),
  );
}
