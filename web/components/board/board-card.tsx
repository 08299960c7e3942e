import { Draggable, type DraggableProvidedDragHandleProps } from '@hello-pangea/dnd';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconHourglassLow } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { recordPath } from '#web/platform/kinds.ts';
import { type Stage, usePipelineWords } from '#web/platform/pipelines.ts';
import { StatusBadge } from '../status-badge.tsx';
import classes from './board.module.css';
import type { BoardDeclaration, BoardItem } from './declare.ts';

type Props<Item extends BoardItem> = {
  item: Item;
  index: number;
  declaration: BoardDeclaration<Item>;
  /** Where it may be moved. */
  targets: readonly Stage[];
  onMove: (item: Item, to: Stage) => void;
};

export function BoardCard<Item extends BoardItem>({
  item,
  index,
  declaration,
  targets,
  onMove,
}: Props<Item>) {
  const { kind, title, card } = declaration;
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
          {item.rotting && <Rotting since={String(item[declaration.sinceField])} />}
        </article>
      )}
    </Draggable>
  );
}

const dayMs = 86_400_000;

/** A card that has stood in its stage for longer than the stage allows: in words, with a sign, not by colour alone. */
function Rotting({ since }: { since: string }) {
  const { t } = useTranslation();
  const days = Math.floor((Date.now() - Date.parse(since)) / dayMs);
  return (
    <div className={classes.rotting}>
      <IconHourglassLow size={14} aria-hidden />
      {t('common:board.rotting', { count: days })}
    </div>
  );
}

/** The handle without the role of a button: a card holds a link and a menu, which a button may not. */
function handleOf(handle: DraggableProvidedDragHandleProps | null) {
  if (!handle) return {};
  const { role: _, ...rest } = handle;
  return rest;
}

type MenuProps<Item extends BoardItem> = Omit<Props<Item>, 'index'>;

/** The same moves without dragging. */
function MoveMenu<Item extends BoardItem>({ item, targets, declaration, onMove }: MenuProps<Item>) {
  const { t } = useTranslation();
  const say = usePipelineWords();
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
          <Menu.Item key={to.id} onClick={() => onMove(item, to)}>
            <StatusBadge kind={kind} status={to.status} name={say(to)} plain />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
