import { Draggable, type DraggableProvidedDragHandleProps } from '@hello-pangea/dnd';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recordPath } from '#web/platform/kinds.ts';
import type { RecordBase } from '../list/declare.ts';
import { StatusBadge } from '../status-badge.tsx';
import classes from './board.module.css';
import type { BoardDeclaration } from './declare.ts';

type Props<Item extends RecordBase> = {
  item: Item;
  index: number;
  declaration: BoardDeclaration<Item>;
  onMove: (item: Item, to: string) => void;
};

export function BoardCard<Item extends RecordBase>({ item, index, declaration, onMove }: Props<Item>) {
  const { kind, title, card, moves, movable } = declaration;
  const targets = movable && (item.abilities?.changeStatus ?? true) ? moves(item) : [];
  return (
    <Draggable draggableId={item.id} index={index} isDragDisabled={targets.length === 0}>
      {(drag, state) => (
        <article
          ref={drag.innerRef}
          {...drag.draggableProps}
          {...handleOf(drag.dragHandleProps)}
          aria-label={title(item)}
          className={classes.card}
          data-dragging={state.isDragging || undefined}
        >
          <div className={classes.cardHead}>
            <Link to={recordPath(kind, item.id)} className={classes.cardTitle} draggable={false}>
              <bdi>{title(item)}</bdi>
            </Link>
            {targets.length > 0 && (
              <MoveMenu item={item} targets={targets} declaration={declaration} onMove={onMove} />
            )}
          </div>
          <div className={classes.cardBody}>{card(item)}</div>
        </article>
      )}
    </Draggable>
  );
}

/** The handle without the role of a button: a card holds a link and a menu, which a button may not. */
function handleOf(handle: DraggableProvidedDragHandleProps | null) {
  if (!handle) return {};
  const { role: _, ...rest } = handle;
  return rest;
}

type MenuProps<Item extends RecordBase> = Omit<Props<Item>, 'index'> & { targets: readonly string[] };

/** The same moves without dragging. */
function MoveMenu<Item extends RecordBase>({ item, targets, declaration, onMove }: MenuProps<Item>) {
  const { t } = useTranslation();
  const { kind, title } = declaration;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={22} aria-label={t('common:board.move', { name: title(item) })}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('common:record.moveTo')}</Menu.Label>
        {targets.map((to) => (
          <Menu.Item key={to} onClick={() => onMove(item, to)}>
            <StatusBadge kind={kind} status={to} plain />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
