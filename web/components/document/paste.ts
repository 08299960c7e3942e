import { readDecimal } from '#web/platform/read-decimal.ts';
import { type Cell, cells, type DraftLine, isHeading, newLine } from './draft.ts';

const numeric: readonly Cell[] = ['quantity', 'unitPrice', 'discountPercent', 'taxRate'];

/**
 * The cells of rows copied from a sheet: tabs between cells, line ends between rows. A cell that holds one of these
 * stands in quotation marks, and a quotation mark in it is doubled.
 */
export function readRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign === '\n' || sign === '\r' ? ' ' : sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '' && closes(text, at)) quoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n' || sign === '\r') endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}

/** A quotation mark opens a cell only where another one closes it: `3" pipe` is text. */
function closes(text: string, at: number): boolean {
  return /^"(?:[^"]|"")*"(?=[\t\r\n]|$)/.test(text.slice(at));
}

/** One value is typed into its cell as usual; a table becomes lines. */
export function isTable(rows: readonly string[][]): boolean {
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1;
}

/** A number as sheets show it, with its currency or percent sign, as a plain decimal text. */
function readCell(cell: Cell, text: string, locale: string): string {
  if (!numeric.includes(cell)) return text;
  const bare = text.replace(/[\p{L}\p{Sc}%٪\u200e\u200f\u061c]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const read = readDecimal(bare, locale);
  return /^-?\d+(\.\d+)?$/.test(read) ? read : text;
}

/** The lines with pasted rows written over them from one cell on; rows below the last line become new lines. */
export function pasteInto(
  lines: readonly DraftLine[],
  at: { row: number; column: number },
  rows: readonly string[][],
  { locale, taxRate }: { locale: string; taxRate: string },
): DraftLine[] {
  const next = [...lines];
  rows.forEach((row, below) => {
    const given: Partial<Record<Cell, string>> = {};
    row.forEach((text, along) => {
      const cell = cells[at.column + along];
      if (cell && text !== '') given[cell] = readCell(cell, text, locale);
    });
    const index = at.row + below;
    const existing = next[index];
    // A heading has words only; whoever pastes a row of figures over it makes it a line.
    const figures = Object.keys(given).some((cell) => cell !== 'description');
    if (existing && isHeading(existing) && figures) next[index] = newLine({ taxRate, ...given });
    else if (existing) next[index] = { ...existing, ...given };
    else next.push(newLine({ taxRate, ...given }));
  });
  return next;
}
