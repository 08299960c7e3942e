import { DragDropContext, Droppable, type DropResult } from '@hello-pangea/dnd';
import { Button } from '@mantine/core';
import { IconHeading, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CataloguePrices } from './catalogue-prices.tsx';
import { cells } from './draft.ts';
import { LineRow } from './line-row.tsx';
import lineClasses from './lines.module.css';
import sheetClasses from './sheet.module.css';
import type { DocumentState } from './use-document.ts';
import { type LineGrid as LineGridActs, useLineGrid } from './use-line-grid.ts';

const atEnd = ['quantity', 'unitPrice', 'discountPercent', 'taxRate'];

/** A row that is lifted out of the table would lose the widths of its columns: each cell keeps its own meanwhile. */
function holdWidths(grid: HTMLElement | null, hold: boolean): void {
  for (const cell of grid?.querySelectorAll<HTMLElement>('tbody td') ?? []) {
    const width = `${cell.getBoundingClientRect().width}px`;
    if (hold) Object.assign(cell.style, { width, minWidth: width, boxSizing: 'border-box' });
    else Object.assign(cell.style, { width: '', minWidth: '', boxSizing: '' });
  }
}

/** The lines of a draft, typed like a sheet: Tab, Enter, arrows, paste, and Alt with an arrow to move a line. */
export function LineGrid({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const grid = useLineGrid(state);
  const { lines } = state.draft;
  const drop = ({ source, destination }: DropResult) => {
    holdWidths(grid.grid.current, false);
    if (destination && destination.index !== source.index) grid.carry(source.index, destination.index);
  };
  const error = state.errorAt('lines');
  return (
    <div ref={grid.grid} className={sheetClasses.grid}>
      <DragDropContext
        onBeforeCapture={() => holdWidths(grid.grid.current, true)}
        onDragEnd={drop}
        dragHandleUsageInstructions={t('documents:lines.how')}
      >
        <div className={sheetClasses.gridScroll}>
          <table className={lineClasses.lines} aria-label={t('documents:lines.label')}>
            <thead>
              <tr>
                <th className={lineClasses.handleCell}>
                  <span className={lineClasses.hidden}>{t('documents:lines.move')}</span>
                </th>
                {cells.map((cell) => (
                  <th
                    key={cell}
                    data-cell={cell}
                    className={atEnd.includes(cell) ? lineClasses.end : undefined}
                  >
                    {t(`documents:line.${cell}`)}
                  </th>
                ))}
                <th className={lineClasses.end} data-sum="net">
                  {t('documents:line.net')}
                </th>
                {state.priced.shared && (
                  <th className={lineClasses.end} data-sum="discount">
                    {t('documents:line.discount')}
                  </th>
                )}
                <th className={lineClasses.end} data-sum="tax">
                  {t('documents:line.tax')}
                </th>
                <th className={lineClasses.end}>{t('documents:line.total')}</th>
                <th>
                  <span className={lineClasses.hidden}>{t('common:record.more')}</span>
                </th>
              </tr>
            </thead>
            <Droppable droppableId="lines">
              {(place) => (
                <tbody ref={place.innerRef} {...place.droppableProps}>
                  {lines.map((line, row) => (
                    <LineRow key={line.key} line={line} row={row} state={state} grid={grid} />
                  ))}
                  {place.placeholder}
                  {lines.length === 0 && <FirstLine grid={grid} />}
                </tbody>
              )}
            </Droppable>
          </table>
        </div>
      </DragDropContext>
      {error && (
        <p className={sheetClasses.gridError} role="alert">
          {error}
        </p>
      )}
      <div className={sheetClasses.gridFoot}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={grid.append}
        >
          {t('documents:lines.add')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconHeading size={15} aria-hidden />}
          onClick={() => grid.addHeading()}
        >
          {t('documents:lines.addHeading')}
        </Button>
        <CataloguePrices state={state} />
        <span className={sheetClasses.gridHint}>{t('documents:lines.hint')}</span>
      </div>
    </div>
  );
}

/** Where the first line will stand: a click starts it, and rows can be pasted right here. */
function FirstLine({ grid }: { grid: LineGridActs }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td colSpan={cells.length + 5} data-cell="first">
        <button
          type="button"
          className={sheetClasses.first}
          onClick={grid.append}
          onPaste={(event) => {
            if (grid.paste(event.clipboardData.getData('text/plain'), { row: 0, column: 0 }))
              event.preventDefault();
          }}
        >
          {t('documents:lines.first')}
        </button>
      </td>
    </tr>
  );
}
