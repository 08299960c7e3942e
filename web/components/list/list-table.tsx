import { Checkbox, Skeleton, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPhoto } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZodType } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import { recordPath } from '#web/platform/kinds.ts';
import type { FieldGroup } from '../form/field.ts';
import { Cell, directionOf, isAtEnd } from './cell.tsx';
import { type ListColumn, type RecordBase, sortField } from './declare.ts';
import { EditCell, editableField } from './edit-cell.tsx';
import classes from './list.module.css';
import looks from './looks.module.css';
import { nextSort, sortKeys } from './sort-keys.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { Selection } from './use-selection.ts';

export const rowHeight = 36;

export type TableProps<Item extends RecordBase> = {
  kind: RecordKindName;
  label: string;
  columns: ListColumn<Item>[];
  items: Item[];
  total: number;
  sort: string;
  onSort: (sort: string) => void;
  selection: Selection | null;
  /** Asked for when the reader nears the end. */
  more: (() => void) | null;
  loading: boolean;
  /** What can be changed in a cell, and what checks it. */
  fields?: FieldGroup[];
  schema?: ZodType;
};

function template<Item>(columns: ListColumn<Item>[], checks: boolean): CSSProperties {
  const tracks = columns.map((column) => `minmax(${column.width}px, ${column.width}fr)`);
  return { gridTemplateColumns: `${checks ? '2rem ' : ''}${tracks.join(' ')}` };
}

/** The rows as a table: only those in view exist in the page, however many the list has. */
export function ListTable<Item extends RecordBase>(props: TableProps<Item>) {
  const { items, columns, selection, more, loading, kind } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const placeholders = loading ? 12 : more ? 3 : 0;
  const rows = useVirtualizer({
    count: items.length + placeholders,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - 15) more();
  }, [more, last, items.length]);
  useOpenOnClick(scroll, (index) => {
    const item = items[index];
    if (item) void navigate({ to: recordPath(kind, item.id) });
  });
  const active = useRowKeys(scroll, items.length, {
    toggle: (index) => selection?.toggle(items[index]!.id),
    show: (index) => rows.scrollToIndex(index, { align: 'auto' }),
  });
  const grid = template(columns, Boolean(selection));
  return (
    <div ref={scroll} className={classes.scroll}>
      <table
        className={classes.table}
        aria-label={props.label}
        aria-rowcount={props.total + 1}
        aria-busy={loading}
      >
        <Head {...props} grid={grid} />
        <tbody className={classes.rows} style={{ height: rows.getTotalSize() }}>
          {visible.map(({ index, start }) => {
            const style = { ...grid, transform: `translateY(${start}px)` };
            const item = items[index];
            if (!item) {
              const checks = Boolean(selection);
              return <SkeletonRow key={`waiting-${index}`} columns={columns} style={style} checks={checks} />;
            }
            const now = active === index;
            return <Row key={item.id} item={item} index={index} style={style} {...props} active={now} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

const twiceMs = 220;

/**
 * A click anywhere in a row opens it, except on the row's own controls and when text was being selected. A convenience
 * for the mouse only: the row's link does the same for everybody. Where a double click edits, one click waits for it.
 */
function useOpenOnClick(list: RefObject<HTMLElement | null>, open: (index: number) => void): void {
  const opener = useRef(open);
  opener.current = open;
  useEffect(() => {
    const element = list.current;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const hear = (event: MouseEvent) => {
      clearTimeout(waiting);
      const target = event.target as HTMLElement;
      if (target.closest('a, button, input, label') || window.getSelection()?.toString()) return;
      const row = target.closest<HTMLElement>('[data-index]');
      if (!row || event.detail > 1) return;
      const go = () => opener.current(Number(row.dataset.index));
      if (target.closest('[data-editable]')) waiting = setTimeout(go, twiceMs);
      else go();
    };
    element?.addEventListener('click', hear);
    return () => {
      clearTimeout(waiting);
      element?.removeEventListener('click', hear);
    };
  }, [list]);
}

function Head<Item extends RecordBase>(props: TableProps<Item> & { grid: CSSProperties }) {
  const { t } = useTranslation();
  const { selection, items, columns, grid } = props;
  const ids = items.map((item) => item.id);
  return (
    <thead className={classes.headGroup}>
      <tr className={classes.head} aria-rowindex={1} style={grid}>
        {selection && (
          <th className={classes.cell} data-check scope="col">
            <Checkbox
              aria-label={t('common:list.selectAll')}
              checked={selection.ids.size > 0 && selection.ids.size === ids.length}
              indeterminate={selection.ids.size > 0 && selection.ids.size < ids.length}
              onChange={() => selection.toggleAll(ids)}
            />
          </th>
        )}
        {columns.map((column) => (
          <Heading key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
        ))}
      </tr>
    </thead>
  );
}

function Heading<Item>(props: { column: ListColumn<Item>; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const { column, sort, onSort } = props;
  const field = sortField(column);
  const keys = sortKeys(sort);
  const place = keys.findIndex((key) => key.field === field);
  const key = keys[place];
  const Arrow = key?.descending ? IconArrowDown : IconArrowUp;
  const text = <span className={classes.text}>{t(column.label)}</span>;
  return (
    <th
      className={classes.heading}
      scope="col"
      data-end={isAtEnd(column.type) || undefined}
      aria-sort={key ? (key.descending ? 'descending' : 'ascending') : undefined}
    >
      {field ? (
        <UnstyledButton onClick={(event) => onSort(nextSort(sort, field, event.shiftKey))}>
          {text}
          {key && <Arrow size={13} aria-hidden />}
          {key && keys.length > 1 && <span aria-hidden>{place + 1}</span>}
        </UnstyledButton>
      ) : (
        text
      )}
    </th>
  );
}

type RowProps<Item extends RecordBase> = TableProps<Item> & {
  item: Item;
  index: number;
  style: CSSProperties;
  active: boolean;
};

function Row<Item extends RecordBase>(props: RowProps<Item>) {
  const { t } = useTranslation();
  const { item, index, style, active, columns, selection, fields } = props;
  const [editing, setEditing] = useState<string | null>(null);
  const selected = selection?.ids.has(item.id) ?? false;
  const editOnF2 = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'F2') return;
    const within = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column;
    const editable = columns.filter(({ key }) => editableField(fields, key, item)).map(({ key }) => key);
    setEditing(within && editable.includes(within) ? within : (editable[0] ?? null));
  };
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      style={style}
      data-index={index}
      data-active={active || undefined}
      data-selected={selected || undefined}
      onKeyDown={editOnF2}
    >
      {selection && (
        <td className={classes.cell} data-check>
          <Checkbox
            aria-label={t('common:list.select')}
            checked={selected}
            onChange={() => selection.toggle(item.id)}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <RowCell
          key={column.key}
          {...props}
          column={column}
          first={place === 0}
          editing={editing === column.key}
          edit={(on) => setEditing(on ? column.key : null)}
        />
      ))}
    </tr>
  );
}

type CellProps<Item extends RecordBase> = RowProps<Item> & {
  column: ListColumn<Item>;
  first: boolean;
  editing: boolean;
  edit: (on: boolean) => void;
};

function RowCell<Item extends RecordBase>(props: CellProps<Item>) {
  const { column, first, item, kind, fields, schema, editing, edit } = props;
  const field = editableField(fields, column.key, item);
  return (
    <td
      className={field ? `${classes.cell} ${looks.editable}` : classes.cell}
      data-end={isAtEnd(column.type) || undefined}
      data-column={column.key}
      data-editable={Boolean(field) || undefined}
      onDoubleClick={field ? () => edit(true) : undefined}
    >
      {column.picture && <Picture url={column.picture(item)} />}
      {first ? (
        <Link to={recordPath(kind, item.id)} className={classes.name} dir={directionOf(column)}>
          <Cell column={column} item={item} kind={kind} />
        </Link>
      ) : (
        <span className={classes.text} dir={directionOf(column)}>
          <Cell column={column} item={item} kind={kind} />
        </span>
      )}
      {field && (
        <EditCell
          kind={kind}
          field={field}
          item={item}
          schema={schema}
          opened={editing}
          open={() => edit(true)}
          close={() => edit(false)}
        />
      )}
    </td>
  );
}

/** Says nothing that the text beside it does not say. */
function Picture({ url }: { url: string | null }) {
  return (
    <span className={looks.picture} aria-hidden>
      {url ? <img src={url} alt="" loading="lazy" /> : <IconPhoto size={15} />}
    </span>
  );
}

function SkeletonRow<Item>(props: { columns: ListColumn<Item>[]; style: CSSProperties; checks: boolean }) {
  return (
    <tr className={classes.row} style={props.style} aria-hidden>
      {props.checks && <td />}
      {props.columns.map((column, place) => (
        <td key={column.key} className={classes.cell}>
          <Skeleton height={10} width={place === 0 ? '70%' : '50%'} />
        </td>
      ))}
    </tr>
  );
}
