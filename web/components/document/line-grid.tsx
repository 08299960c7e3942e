import { DragDropContext, Droppable, type DropResult } from '@hello-pangea/dnd';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cells } from './draft.ts';
import { LineRow } from './line-row.tsx';
import lineClasses from './lines.module.css';
import sheetClasses from './sheet.module.css';
import type { DocumentState } from './use-document.ts';
import { useLineGrid } from './use-line-grid.ts';

const atEnd = ['quantity', 'unitPrice', 'discountPercent', 'taxRate'];

/** The lines of a draft, typed like a sheet: Tab, Enter, arrows, paste, and Alt with an arrow to move a line. */
export function LineGrid({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const grid = useLineGrid(state);
  const { lines } = state.draft;
  const drop = ({ source, destination }: DropResult) => {
    if (destination && destination.index !== source.index) grid.carry(source.index, destination.index);
  };
  const error = state.errorAt('lines');
  return (
    <div ref={grid.grid} className={sheetClasses.grid}>
      <DragDropContext onDragEnd={drop} dragHandleUsageInstructions={t('documents:lines.how')}>
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
                <th className={lineClasses.end}>{t('documents:line.net')}</th>
                <th className={lineClasses.end}>{t('documents:line.tax')}</th>
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
        <span className={sheetClasses.gridHint}>{t('documents:lines.hint')}</span>
      </div>
    </div>
  );
}
