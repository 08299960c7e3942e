import { type CreditedAmounts, type InvoicedAmounts, leftOf } from '#domain/credit-notes.ts';
import { type ExactDecimal, formatMinor, formatScaled, parseDecimal } from '#domain/money.ts';
import { invoiceKind, invoiceLines } from '#features/invoices/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { type PricedDocumentLine, presentLines, readLines } from '#records/document-lines.ts';
import { type RecordRow, tablesOf, type Values } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';

/** A line of an issued invoice: what it says, what it came to, and what credit notes have taken of it. */
export type CreditableLine = {
  line: PricedDocumentLine & { id: string };
  invoiced: InvoicedAmounts;
  credited: CreditedAmounts;
};

/** A decimal of the database as an exact value; text that is none is a broken invariant. */
export function exactly(decimal: string): ExactDecimal {
  const parsed = parseDecimal(decimal);
  if (!parsed.ok) throw new RangeError(`"${decimal}" is not a decimal.`);
  return parsed.value;
}

/** The lines of an issued invoice that can be credited, in its order. Headings and lines that did not count are none. */
export async function creditableLines(call: Call, invoiceId: string): Promise<CreditableLine[]> {
  const [lines, rows] = await Promise.all([
    readLines(call, invoiceLines, invoiceId),
    call.database
      .selectFrom('issuedLine')
      .selectAll()
      .where('orgId', '=', call.orgId)
      .where('invoiceId', '=', invoiceId)
      .execute(),
  ]);
  const issued = new Map(rows.map((row) => [row.id, row]));
  return lines.flatMap((line) => {
    const row = line.id === undefined ? undefined : issued.get(line.id);
    if (!row) return [];
    const { creditedNetMinor: netMinor, creditedTaxMinor: taxMinor, creditedTotalMinor: totalMinor } = row;
    return [
      {
        line: { ...line, id: row.id },
        invoiced: { ...line, quantity: exactly(row.quantity) },
        credited: {
          quantity: exactly(row.creditedQuantity),
          netMinor,
          taxMinor,
          totalMinor,
          discountMinor: netMinor + taxMinor - totalMinor,
        },
      },
    ];
  });
}

/** Whether anything is left to credit of a line: an amount or, where it came to nothing, a quantity. */
export function hasLeft({ invoiced, credited }: CreditableLine): boolean {
  const left = leftOf(invoiced, credited);
  return left.totalMinor > 0n || (invoiced.totalMinor === 0n && left.quantity.units > 0n);
}

const decimalText = ({ units, scale }: ExactDecimal) =>
  formatScaled(units, scale)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** What of an invoice can still be credited, line by line and in total. */
export async function creditableOf(call: Call, invoiceId: string) {
  const invoice = await getRecord(call, invoiceKind, invoiceId);
  const currency = invoice.currency as string;
  const lines = await creditableLines(call, invoice.id);
  const left = lines.map(({ invoiced, credited }) => leftOf(invoiced, credited));
  return {
    currency,
    total: formatMinor(
      left.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
      currency,
    ),
    lines: lines.map(({ line }, at) => ({
      lineId: line.id,
      description: line.description,
      unit: line.unit,
      quantity: line.quantity,
      total: formatMinor(line.totalMinor, currency),
      leftQuantity: decimalText(left[at]!.quantity),
      left: formatMinor(left[at]!.totalMinor, currency),
    })),
    draftId: await findDraft(call, invoice.id),
  };
}

/** The draft credit note of an invoice, of which there is one at most. */
export async function findDraft(call: Call, invoiceId: string): Promise<string | null> {
  const row = await tablesOf(call)
    .selectFrom('creditNote')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('invoiceId', '=', invoiceId)
    .where('status', '=', 'draft')
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What a credit note's own page shows beside its fields. */
export async function creditNoteDetail(call: Call, note: RecordRow): Promise<Values> {
  const lines = await readLines(call, { table: 'creditNoteLine', document: 'creditNoteId' }, note.id);
  return { lines: presentLines(lines, note.currency as string) };
}
