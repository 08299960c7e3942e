import { Droppable } from '@hello-pangea/dnd';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kinds } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { RecordBase } from '../list/declare.ts';
import { Money } from '../money.tsx';
import { StatusBadge } from '../status-badge.tsx';
import classes from './board.module.css';
import { BoardCard } from './board-card.tsx';
import type { BoardColumnData, BoardDeclaration } from './declare.ts';

type Props<Item extends RecordBase> = {
  column: BoardColumnData<Item>;
  declaration: BoardDeclaration<Item>;
  /** Whether the card being dragged may land here. */
  open: boolean;
  onMove: (item: Item, to: string) => void;
};

export function BoardColumn<Item extends RecordBase>({ column, declaration, open, onMove }: Props<Item>) {
  const { t } = useTranslation();
  const { kind, field } = declaration;
  const name = t(`status:${kind}.${column.key}`);
  return (
    <Droppable droppableId={column.key} isDropDisabled={!open}>
      {(place, state) => (
        <section
          className={classes.column}
          aria-label={name}
          data-over={state.isDraggingOver || undefined}
          data-closed={!open || undefined}
        >
          <ColumnHead column={column} kind={kind} />
          <div ref={place.innerRef} {...place.droppableProps} className={classes.cards}>
            {column.items.map((item, index) => (
              <BoardCard key={item.id} item={item} index={index} declaration={declaration} onMove={onMove} />
            ))}
            {place.placeholder}
            {column.items.length === 0 && !state.isDraggingOver && (
              <div className={classes.empty}>{t('common:board.empty')}</div>
            )}
            {column.nextCursor && (
              <Anchor
                component={Link}
                to={`/${kinds[kind].path}`}
                search={{ [field]: column.key } as never}
                size="sm"
                display="block"
                ta="center"
                p={6}
              >
                {t('common:board.showAll')}
              </Anchor>
            )}
          </div>
        </section>
      )}
    </Droppable>
  );
}

/** Name, number of cards and, where cards carry amounts, their sum per currency with the weighted sum beside it. */
function ColumnHead<Item>({ column, kind }: { column: BoardColumnData<Item>; kind: string }) {
  const format = useFormat();
  return (
    <header className={classes.columnHead}>
      <StatusBadge kind={kind} status={column.key} plain />
      <span className={classes.count}>{format.total(column.count)}</span>
      {column.sums && column.sums.length > 0 && <Sums sums={column.sums} />}
    </header>
  );
}

/** One line for each currency. A weighted sum that says nothing more (all is won, all is lost) is left out. */
function Sums({ sums }: { sums: NonNullable<BoardColumnData<unknown>['sums']> }) {
  const { t } = useTranslation();
  const weighs = sums.some(({ amount, weighted }) => weighted && weighted !== amount && !isZero(weighted));
  return (
    <dl className={classes.sums}>
      <div>
        <dt>{t('common:board.sum')}</dt>
        {sums.map(({ currency, amount }) => (
          <dd key={currency} className={classes.sum}>
            <Money amount={amount} currency={currency} round />
          </dd>
        ))}
      </div>
      {weighs && (
        <div>
          <dt>{t('common:board.weighted')}</dt>
          {sums.map(({ currency, weighted }) => (
            <dd key={currency}>
              <Money amount={weighted} currency={currency} round />
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function isZero(amount: string): boolean {
  return /^0(\.0*)?$/.test(amount);
}
