import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDecimal } from '#web/platform/format.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type Cell, cells, type DraftLine } from './draft.ts';
import lineClasses from './lines.module.css';
import { priceDigits } from './price-draft.ts';
import type { DocumentState } from './use-document.ts';
import type { LineGrid } from './use-line-grid.ts';

export type CellProps = {
  cell: Cell;
  line: DraftLine;
  row: number;
  state: DocumentState;
  grid: LineGrid;
  invalid: boolean;
  describedBy: string | undefined;
};

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** What every cell does with keys and the clipboard, and how it names itself. */
export function useCell({ cell, line, row, state, grid, invalid, describedBy }: CellProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const [focused, setFocused] = useState(false);
  const at = { row, column: cells.indexOf(cell) };
  const words = cell === 'description' || cell === 'unit';
  const put = (text: string) => state.setCell(line.key, cell, text);
  return {
    focused,
    put,
    props: {
      'data-place': grid.placeOf(at),
      'aria-label': t('documents:lines.cell', { name: t(`documents:line.${cell}`), row: row + 1 }),
      // While a number is being typed it is not judged yet.
      'aria-invalid': (invalid && !focused) || undefined,
      'aria-describedby': describedBy,
      className: lineClasses.cell,
      autoComplete: 'off',
      onKeyDown: (event: KeyboardEvent<Typed>) => grid.onKeyDown(event, at),
      onPaste: (event: ClipboardEvent<Typed>) => {
        if (grid.paste(event.clipboardData.getData('text/plain'), at)) event.preventDefault();
      },
      onFocus: () => setFocused(true),
      onBlur: () => {
        setFocused(false);
        const text = line[cell];
        const read = words || text === '' ? text : readDecimal(text, locale);
        if (read !== text) put(read);
      },
    },
  };
}

/** A text or a number of a line. Numbers stand in the reader's notation until they are typed in. */
export function LineCell(props: CellProps) {
  const { cell, line, state } = props;
  const format = useFormat();
  const { focused, put, props: shared } = useCell(props);
  const text = line[cell];
  const number = cell !== 'unit';
  return (
    <input
      {...shared}
      type="text"
      inputMode={number ? 'decimal' : undefined}
      dir={number ? 'ltr' : 'auto'}
      data-number={number || undefined}
      maxLength={40}
      value={
        !number || focused || !isDecimal(text)
          ? text
          : format.decimal(text, cell === 'unitPrice' ? priceDigits(text, state.priced.currency) : undefined)
      }
      onChange={(event) => put(event.currentTarget.value)}
    />
  );
}
