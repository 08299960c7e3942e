import { Draggable } from '@hello-pangea/dnd';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor } from '#domain/money.ts';
import { Money } from '../money.tsx';
import { type Cell, cells, type DraftLine } from './draft.ts';
import { LineCell } from './line-cell.tsx';
import lineClasses from './lines.module.css';
import { TaxCell } from './tax-cell.tsx';
import type { DocumentState } from './use-document.ts';
import type { LineGrid } from './use-line-grid.ts';
import { WhyAmount } from './why-amount.tsx';

type Props = { line: DraftLine; row: number; state: DocumentState; grid: LineGrid };

/** One line: what is typed, what it comes to, and what is wrong with it. */
export function LineRow({ line, row, state, grid }: Props) {
  const { t } = useTranslation();
  const errorId = useId();
  const { currency, byKey } = state.priced;
  const priced = byKey.get(line.key);
  const errorOf = (cell: Cell) => state.errorAt(`lines.${line.key}.${cell}`);
  const errors = cells.flatMap((cell) => {
    const text = errorOf(cell);
    return text ? [{ cell, text }] : [];
  });
  const amount = (minor: bigint | undefined) => (minor === undefined ? null : formatMinor(minor, currency));
  const shared = (cell: Cell) => ({
    cell,
    line,
    row,
    state,
    grid,
    invalid: errors.some((one) => one.cell === cell),
    describedBy: errors.length > 0 ? errorId : undefined,
  });
  return (
    <Draggable draggableId={line.key} index={row}>
      {(drag, { isDragging }) => (
        <tr ref={drag.innerRef} {...drag.draggableProps} data-dragging={isDragging || undefined}>
          <td className={lineClasses.handleCell}>
            <button
              type="button"
              {...drag.dragHandleProps}
              tabIndex={-1}
              className={lineClasses.handle}
              aria-label={t('documents:lines.drag', { row: row + 1 })}
            >
              <IconGripVertical size={14} aria-hidden />
            </button>
          </td>
          {cells.map((cell) => (
            <td key={cell} data-cell={cell} data-label={t(`documents:line.${cell}`)}>
              {cell === 'taxRate' ? <TaxCell {...shared(cell)} /> : <LineCell {...shared(cell)} />}
              {cell === 'description' && errors.length > 0 && (
                <ul id={errorId} className={lineClasses.lineErrors}>
                  {errors.map((one) => (
                    <li key={one.cell}>
                      {t(`documents:line.${one.cell}`)}: {one.text}
                    </li>
                  ))}
                </ul>
              )}
            </td>
          ))}
          <td className={lineClasses.sum} data-label={t('documents:line.net')}>
            <Money amount={amount(priced?.netMinor)} currency={null} />
          </td>
          {state.priced.shared && (
            <td className={lineClasses.sum} data-label={t('documents:line.discount')}>
              <Money amount={amount(priced && -priced.discountMinor)} currency={null} />
            </td>
          )}
          <td className={lineClasses.sum} data-label={t('documents:line.tax')}>
            <Money amount={amount(priced?.taxMinor)} currency={null} />
          </td>
          <td className={lineClasses.sum} data-cell="total" data-label={t('documents:line.total')}>
            <WhyAmount line={line} priced={priced} currency={currency} row={row} />
          </td>
          <td className={lineClasses.actsCell}>
            <RowMenu row={row} grid={grid} last={row === state.draft.lines.length - 1} />
          </td>
        </tr>
      )}
    </Draggable>
  );
}

function RowMenu({ row, grid, last }: { row: number; grid: LineGrid; last: boolean }) {
  const { t } = useTranslation();
  return (
    <Menu returnFocus={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('documents:lines.acts', { row: row + 1 })}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={15} aria-hidden />} onClick={() => grid.duplicate(row)}>
          {t('documents:lines.duplicate')}
        </Menu.Item>
        <Menu.Item
          disabled={row === 0}
          leftSection={<IconArrowUp size={15} aria-hidden />}
          onClick={() => grid.carry(row, row - 1, 0)}
        >
          {t('documents:lines.up')}
        </Menu.Item>
        <Menu.Item
          disabled={last}
          leftSection={<IconArrowDown size={15} aria-hidden />}
          onClick={() => grid.carry(row, row + 1, 0)}
        >
          {t('documents:lines.down')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => grid.remove(row)}
        >
          {t('documents:lines.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
