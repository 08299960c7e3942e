import { DragDropContext, type DragStart, type DropResult } from '@hello-pangea/dnd';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStages } from '#web/platform/pipelines.ts';
import { ErrorState } from '../error-state.tsx';
import classes from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import type { BoardDeclaration, BoardItem } from './declare.ts';
import { type Move, useBoard } from './use-board.ts';

/** Cards in columns. They are moved by mouse, by touch, by keyboard (space, arrows, space) or from their menu. */
export function Board<Item extends BoardItem>({ declaration }: { declaration: BoardDeclaration<Item> }) {
  const { t } = useTranslation();
  const { board, move: send, more } = useBoard(declaration);
  const stageOf = useStages(declaration.kind);
  const [dragged, setDragged] = useState<Item | null>(null);
  const move = (change: Move<Item>) => {
    if (!declaration.intercept?.(change.item, change.to)) send(change);
  };
  if (board.isError && !board.data)
    return <ErrorState error={board.error} retry={() => void board.refetch()} />;
  if (!board.data) return <BoardSkeleton />;
  const { columns } = board.data;
  const stages = columns.flatMap(({ stageId }) => stageOf(stageId) ?? []);
  const cards = columns.flatMap((column) => column.items);
  const start = ({ draggableId }: DragStart) =>
    setDragged(cards.find((card) => card.id === draggableId) ?? null);
  const drop = ({ draggableId, source, destination }: DropResult) => {
    setDragged(null);
    const item = cards.find((card) => card.id === draggableId);
    const to = destination && stageOf(destination.droppableId);
    if (!item || !to || destination.droppableId === source.droppableId) return;
    move({ item, to, index: destination.index });
  };
  const targetsOf = (item: Item) =>
    stages.filter((stage) => stage.id !== item.stageId && declaration.mayMove(item, stage));
  const open = (stageId: string) =>
    dragged === null || dragged.stageId === stageId || targetsOf(dragged).some(({ id }) => id === stageId);
  return (
    <DragDropContext onDragStart={start} onDragEnd={drop} dragHandleUsageInstructions={t('common:board.how')}>
      <section className={classes.board} aria-label={t(`kinds:${declaration.kind}.board`)}>
        {columns.map((column) => (
          <BoardColumn
            key={column.stageId}
            column={column}
            declaration={declaration}
            open={open(column.stageId)}
            targetsOf={targetsOf}
            onMove={(item, to) => move({ item, to, index: 0 })}
            onMore={() => more.mutate(column)}
            loading={more.isPending && more.variables.stageId === column.stageId}
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
