import { formatMinor, toMinor } from '#domain/money.ts';
import type { ContentLine, DocumentContent } from './content.ts';
import {
  isolated,
  isPositive,
  ownDirection,
  printAmount,
  printDecimal,
  printPrice,
  printRate,
} from './print-numbers.ts';
import { type Label, type Languages, labelOf } from './printed-text.ts';
import { words } from './words.ts';

/** A column of the table; the widest takes what is left. */
export type PrintedColumn = { label: Label; align: 'start' | 'end'; wide: boolean };

export type PrintedRow = {
  type: 'item' | 'heading';
  cells: string[];
  /** Below the description, in small letters. */
  remark: Label | null;
  /** An optional line that is not chosen is printed in grey: no total contains it. */
  counted: boolean;
  /** What all counted lines up to this one come to: carried over where a page ends. */
  running: string;
};

export type PrintedTable = { columns: PrintedColumn[]; rows: PrintedRow[] };

type Shown = { discount: boolean; tax: boolean };

function shownColumns({ lines, taxes }: DocumentContent): Shown {
  return {
    discount: lines.some(({ discountPercent }) => isPositive(discountPercent)),
    tax: taxes.some(({ rate }) => isPositive(rate)),
  };
}

function columnsOf(languages: Languages, shown: Shown): PrintedColumn[] {
  const end = (pick: (of: (typeof words)['en']) => string): PrintedColumn => ({
    label: labelOf(languages, pick),
    align: 'end',
    wide: false,
  });
  return [
    { label: labelOf(languages, ({ position }) => position), align: 'start', wide: false },
    { label: labelOf(languages, ({ description }) => description), align: 'start', wide: true },
    end(({ quantity }) => quantity),
    end(({ unitPrice }) => unitPrice),
    ...(shown.discount ? [end(({ lineDiscount }) => lineDiscount)] : []),
    ...(shown.tax ? [end(({ taxRate }) => taxRate)] : []),
    end(({ amount }) => amount),
  ];
}

function cellsOf(line: ContentLine, position: number, shown: Shown, currency: string): string[] {
  const unit = line.unit ? ` ${ownDirection(line.unit)}` : '';
  return [
    String(position),
    ownDirection(line.description),
    `${printDecimal(line.quantity)}${unit}`,
    printPrice(line.unitPrice, currency),
    ...(shown.discount ? [isPositive(line.discountPercent) ? printRate(line.discountPercent) : ''] : []),
    ...(shown.tax ? [printRate(line.taxRate)] : []),
    printAmount(line.net),
  ];
}

/** The lines as rows of a table, with what they come to up to each of them. */
export function printedLines(content: DocumentContent, languages: Languages): PrintedTable {
  const { lines, currency } = content;
  const shown = shownColumns(content);
  let position = 0;
  let runningMinor = 0n;
  const rows = lines.map((line): PrintedRow => {
    const heading = line.lineType === 'heading';
    if (!heading) position += 1;
    if (line.selected) runningMinor += toMinor(line.net, currency);
    return {
      type: line.lineType,
      cells: heading ? [ownDirection(line.description)] : cellsOf(line, position, shown, currency),
      remark: line.optional
        ? labelOf(languages, (of) => (line.selected ? of.optionalChosen : of.optionalOpen))
        : null,
      counted: line.selected,
      running: printAmount(formatMinor(runningMinor, currency)),
    };
  });
  return { columns: columnsOf(languages, shown), rows };
}

/** A statement of account as rows of a table: the balance is what is carried over. */
export function printedEntries(content: DocumentContent, languages: Languages): PrintedTable {
  const entries = content.statement?.entries ?? [];
  const { first } = languages;
  const label = (pick: (of: (typeof words)['en']) => string) => labelOf(languages, pick);
  const columns: PrintedColumn[] = [
    { label: label((of) => of.entryDate), align: 'start', wide: false },
    { label: label((of) => of.entry), align: 'start', wide: true },
    { label: label((of) => of.facts.dueDate), align: 'start', wide: false },
    { label: label((of) => of.charge), align: 'end', wide: false },
    { label: label((of) => of.credit), align: 'end', wide: false },
    { label: label((of) => of.balance), align: 'end', wide: false },
  ];
  const rows = entries.map((entry): PrintedRow => {
    const named = [words[first].entries[entry.kind], entry.number && isolated(entry.number)];
    const about = [...named, entry.reference && ownDirection(entry.reference)];
    return {
      type: 'item',
      cells: [
        isolated(entry.date),
        about.filter(Boolean).join(' '),
        entry.dueDate ? isolated(entry.dueDate) : '',
        entry.charge === null ? '' : printAmount(entry.charge),
        entry.credit === null ? '' : printAmount(entry.credit),
        printAmount(entry.balance),
      ],
      remark: null,
      counted: true,
      running: printAmount(entry.balance),
    };
  });
  return { columns, rows };
}
