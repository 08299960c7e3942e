import { DragDropContext, type DragStart, type DropResult } from '@hello-pangea/dnd';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../error-state.tsx';
import type { RecordBase } from '../list/declare.ts';
import classes from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import type { BoardDeclaration } from './declare.ts';
import { useBoard } from './use-board.ts';

/** Cards in columns. They are moved by mouse, by touch, by keyboard (space, arrows, space) or from their menu. */
export function Board<Item extends RecordBase>({ declaration }: { declaration: BoardDeclaration<Item> }) {
  const { t } = useTranslation();
  const { board, move: send } = useBoard(declaration);
  const [dragged, setDragged] = useState<Item | null>(null);
  const move = (change: Parameters<typeof send>[0]) => {
    if (!declaration.intercept?.(change.item, change.to)) send(change);
  };
  if (board.isError && !board.data)
    return <ErrorState error={board.error} retry={() => void board.refetch()} />;
  if (!board.data) return <BoardSkeleton />;
  const cards = board.data.flatMap((column) => column.items);
  const start = ({ draggableId }: DragStart) =>
    setDragged(cards.find((card) => card.id === draggableId) ?? null);
  const drop = ({ draggableId, source, destination }: DropResult) => {
    setDragged(null);
    const item = cards.find((card) => card.id === draggableId);
    if (!item || !destination || destination.droppableId === source.droppableId) return;
    move({ item, to: destination.droppableId, index: destination.index });
  };
  const open = (key: string) =>
    dragged === null || dragged[declaration.field] === key || declaration.moves(dragged).includes(key);
  return (
    <DragDropContext onDragStart={start} onDragEnd={drop} dragHandleUsageInstructions={t('common:board.how')}>
      <section className={classes.board} aria-label={t(`kinds:${declaration.kind}.board`)}>
        {board.data.map((column) => (
          <BoardColumn
            key={column.key}
            column={column}
            declaration={declaration}
            open={open(column.key)}
            onMove={(item, to) => move({ item, to, index: 0 })}
          />
        ))}
      </section>
    </DragDropContext>
  );
}

function BoardSkeleton() {
  return (
    <div className={classes.board} aria-hidden>
      {[4, 3, 5, 2].map((cards) => (
        <div key={cards} className={classes.column}>
          <div className={classes.columnHead}>
            <Skeleton height={14} width={90} />
          </div>
          <div className={classes.cards}>
            {Array.from({ length: cards }, (_, card) => `${cards}-${card}`).map((key) => (
              <Skeleton key={key} height={64} mb={6} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
