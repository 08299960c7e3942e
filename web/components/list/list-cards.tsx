import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { RecordKindName } from '#domain/events.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { Cell, directionOf } from './cell.tsx';
import type { ListColumn, RecordBase } from './declare.ts';
import classes from './list.module.css';

type Props<Item extends RecordBase> = {
  kind: RecordKindName;
  label: string;
  columns: ListColumn<Item>[];
  items: Item[];
  more: (() => void) | null;
  loading: boolean;
};

const cardHeight = 74;

/** The same rows on a narrow screen: one card each, title first, three more facts below. */
export function ListCards<Item extends RecordBase>({
  kind,
  label,
  columns,
  items,
  more,
  loading,
}: Props<Item>) {
  const scroll = useRef<HTMLDivElement>(null);
  const cards = useVirtualizer({
    count: items.length + (loading ? 8 : more ? 2 : 0),
    getScrollElement: () => scroll.current,
    estimateSize: () => cardHeight,
    overscan: 8,
  });
  const visible = cards.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - 10) more();
  }, [more, last, items.length]);
  return (
    <div ref={scroll} className={classes.scroll}>
      <ul
        className={classes.rows}
        style={{ height: cards.getTotalSize() }}
        aria-label={label}
        aria-busy={loading}
      >
        {visible.map(({ index, start }) => {
          const item = items[index];
          const style = { transform: `translateY(${start}px)`, height: cardHeight };
          if (!item) return <SkeletonCard key={`waiting-${index}`} style={style} />;
          return (
            <li key={item.id}>
              <Link to={recordPath(kind, item.id)} className={classes.card} style={style}>
                {columns.map((column, place) => (
                  <span
                    key={column.key}
                    dir={directionOf(column)}
                    className={place === 0 ? classes.cardTitle : classes.cardPart}
                  >
                    <Cell column={column.type === 'link' ? asText(column) : column} item={item} kind={kind} />
                  </span>
                ))}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A card is one link; a link to another record inside it becomes its text. */
function asText<Item extends RecordBase>(column: ListColumn<Item>): ListColumn<Item> {
  return { ...column, type: 'text', value: (item) => item.names?.[column.key] };
}

function SkeletonCard({ style }: { style: React.CSSProperties }) {
  return (
    <li className={classes.card} style={style} aria-hidden>
      <Skeleton height={12} width="60%" />
      <Skeleton height={12} width={60} />
      <Skeleton height={10} width="40%" />
    </li>
  );
}
