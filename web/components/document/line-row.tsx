import { Draggable } from '@hello-pangea/dnd';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCircleDashed,
  IconCopy,
  IconDots,
  IconGripVertical,
  IconHeading,
  IconTrash,
} from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor } from '#domain/money.ts';
import { Money } from '../money.tsx';
import { DescriptionCell, HeadingCell } from './description-cell.tsx';
import { type Cell, cells, type DraftLine, isHeading } from './draft.ts';
import { type CellProps, LineCell } from './line-cell.tsx';
import lineClasses from './lines.module.css';
import offerClasses from './offers.module.css';
import { TaxCell } from './tax-cell.tsx';
import type { DocumentState } from './use-document.ts';
import type { LineGrid } from './use-line-grid.ts';
import { WhyAmount } from './why-amount.tsx';

type Props = { line: DraftLine; row: number; state: DocumentState; grid: LineGrid };

/** One line: what is typed, what it comes to, and what is wrong with it. */
export function LineRow({ line, row, state, grid }: Props) {
  const { t } = useTranslation();
  const errorId = useId();
  const errorOf = (cell: Cell) => state.errorAt(`lines.${line.key}.${cell}`);
  const errors = cells.flatMap((cell) => {
    const text = errorOf(cell);
    return text ? [{ cell, text }] : [];
  });
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
        <tr
          ref={drag.innerRef}
          {...drag.draggableProps}
          data-dragging={isDragging || undefined}
          data-heading={isHeading(line) || undefined}
          data-uncounted={line.selected === false || undefined}
        >
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
          {isHeading(line) ? (
            <>
              <td data-cell="description" className={offerClasses.headingCell} colSpan={cells.length}>
                <HeadingCell {...shared('description')} />
                <LineErrors id={errorId} errors={errors} />
              </td>
              {/* A cell for each sum, so that one that makes room for the preview does so in every row. */}
              <td data-sum="net" />
              {state.priced.shared && <td data-sum="discount" />}
              <td data-sum="tax" />
              <td />
            </>
          ) : (
            <ItemCells {...{ line, row, state, shared, errors, errorId }} />
          )}
          <td className={lineClasses.actsCell}>
            <RowMenu line={line} row={row} grid={grid} last={row === state.draft.lines.length - 1} />
          </td>
        </tr>
      )}
    </Draggable>
  );
}

type Wrong = { cell: Cell; text: string };

function LineErrors({ id, errors }: { id: string; errors: Wrong[] }) {
  const { t } = useTranslation();
  if (errors.length === 0) return null;
  return (
    <ul id={id} className={lineClasses.lineErrors}>
      {errors.map((one) => (
        <li key={one.cell}>
          {t(`documents:line.${one.cell}`)}: {one.text}
        </li>
      ))}
    </ul>
  );
}

type ItemProps = Omit<Props, 'grid'> & {
  shared: (cell: Cell) => CellProps;
  errors: Wrong[];
  errorId: string;
};

/** What is typed of a line that has a price, and what it comes to. */
function ItemCells({ line, row, state, shared, errors, errorId }: ItemProps) {
  const { t } = useTranslation();
  const { currency, byKey } = state.priced;
  const priced = byKey.get(line.key);
  const amount = (minor: bigint | undefined) => (minor === undefined ? null : formatMinor(minor, currency));
  return (
    <>
      {cells.map((cell) => (
        <td key={cell} data-cell={cell} data-label={t(`documents:line.${cell}`)}>
          {cell === 'taxRate' && <TaxCell {...shared(cell)} />}
          {cell === 'description' && <DescriptionCell {...shared(cell)} />}
          {cell !== 'taxRate' && cell !== 'description' && <LineCell {...shared(cell)} />}
          {cell === 'description' && <OptionalMark line={line} state={state} />}
          {cell === 'description' && <LineErrors id={errorId} errors={errors} />}
        </td>
      ))}
      <td className={lineClasses.sum} data-sum="net" data-label={t('documents:line.net')}>
        <Money amount={amount(priced?.netMinor)} currency={null} />
      </td>
      {state.priced.shared && (
        <td className={lineClasses.sum} data-sum="discount" data-label={t('documents:line.discount')}>
          <Money amount={amount(priced && -priced.discountMinor)} currency={null} />
        </td>
      )}
      <td className={lineClasses.sum} data-sum="tax" data-label={t('documents:line.tax')}>
        <Money amount={amount(priced?.taxMinor)} currency={null} />
      </td>
      <td className={lineClasses.sum} data-cell="total" data-label={t('documents:line.total')}>
        <WhyAmount line={line} priced={priced} currency={currency} row={row} state={state} />
      </td>
    </>
  );
}

/** Says that the customer may leave the line, and whether it counts so far. */
function OptionalMark({ line, state }: { line: DraftLine; state: DocumentState }) {
  const { t } = useTranslation();
  if (!line.optional) return null;
  const choose = (selected: boolean) =>
    state.setLines((before) => before.map((one) => (one.key === line.key ? { ...one, selected } : one)));
  return (
    <span className={offerClasses.optional}>
      <span className={offerClasses.mark}>{t('documents:optional.mark')}</span>
      <label>
        <input
          type="checkbox"
          checked={line.selected}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        {t(line.selected ? 'documents:optional.counted' : 'documents:optional.notCounted')}
      </label>
    </span>
  );
}

type MenuProps = { line: DraftLine; row: number; grid: LineGrid; last: boolean };

function RowMenu({ line, row, grid, last }: MenuProps) {
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
        {!isHeading(line) && (
          <Menu.Item
            leftSection={<IconCircleDashed size={15} aria-hidden />}
            onClick={() => grid.setLine(row, { optional: !line.optional, selected: line.optional })}
          >
            {t(line.optional ? 'documents:optional.end' : 'documents:optional.make')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHeading size={15} aria-hidden />} onClick={() => grid.addHeading(row)}>
          {t('documents:lines.headingAbove')}
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
