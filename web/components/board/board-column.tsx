import { Droppable } from '@hello-pangea/dnd';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Stage, usePipelineWords } from '#web/platform/pipelines.ts';
import classes from './board.module.css';
import { BoardCard } from './board-card.tsx';
import { ColumnHead } from './column-head.tsx';
import type { BoardColumnData, BoardDeclaration, BoardItem } from './declare.ts';

type Props<Item extends BoardItem> = {
  column: BoardColumnData<Item>;
  declaration: BoardDeclaration<Item>;
  /** Whether the card being dragged may land here. */
  open: boolean;
  targetsOf: (item: Item) => Stage[];
  onMove: (item: Item, to: Stage) => void;
  onMore: () => void;
  loading: boolean;
};

export function BoardColumn<Item extends BoardItem>(props: Props<Item>) {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const { column, declaration, open, targetsOf, onMove, onMore, loading } = props;
  return (
    <Droppable droppableId={column.stageId} isDropDisabled={!open}>
      {(place, state) => (
        <section
          className={classes.column}
          aria-label={say(column)}
          data-over={state.isDraggingOver || undefined}
          data-closed={!open || undefined}
        >
          <ColumnHead column={column} kind={declaration.kind} />
          <div ref={place.innerRef} {...place.droppableProps} className={classes.cards}>
            {column.items.map((item, index) => (
              <BoardCard
                key={item.id}
                item={item}
                index={index}
                declaration={declaration}
                targets={targetsOf(item)}
                onMove={onMove}
              />
            ))}
            {place.placeholder}
            {column.items.length === 0 && !state.isDraggingOver && (
              <div className={classes.empty}>{t('common:board.empty')}</div>
            )}
            {column.nextCursor && (
              <Button variant="subtle" size="compact-sm" fullWidth loading={loading} onClick={onMore}>
                {t('common:board.more')}
              </Button>
            )}
          </div>
        </section>
      )}
    </Droppable>
  );
}
