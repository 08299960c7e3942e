import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { ActionIcon, Menu, Switch } from '@mantine/core';
import { IconDots, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { api } from '#web/platform/api.ts';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { useAct } from './use-act.ts';
import type { Ordered } from './wire.ts';

export type OrderedProps<Item extends Ordered> = {
  items: Item[];
  /** Where an item is changed and removed: `${path}/${id}`. */
  path: string;
  orderPath: string;
  name: (item: Item) => string;
  render: (item: Item) => ReactNode;
  /** What makes an item that was removed again; without it a removal is asked for first, as it cannot be taken back. */
  remake?: (item: Item) => { path: string; body: unknown };
  onEdit: (item: Item) => void;
};

/** A list in an order of the company's own: moved by mouse, touch or keyboard; each item in use or not. */
export function OrderedList<Item extends Ordered>(props: OrderedProps<Item>) {
  const { t } = useTranslation();
  const { items, orderPath } = props;
  const act = useAct();
  // What was dropped stands there at once; the server's answer replaces it.
  const [moved, setMoved] = useState<Item[] | null>(null);
  const shown = moved ?? items;
  const drop = async ({ source, destination }: DropResult) => {
    if (!destination || destination.index === source.index) return;
    const next = [...shown];
    next.splice(destination.index, 0, ...next.splice(source.index, 1));
    setMoved(next);
    await act(() => api.put(orderPath, { ids: next.map((item) => item.id) }));
    setMoved(null);
  };
  return (
    <DragDropContext
      onDragEnd={(result) => void drop(result)}
      dragHandleUsageInstructions={t('settings:order.how')}
    >
      <Droppable droppableId="list">
        {(list) => (
          <Panel flush>
            <ul ref={list.innerRef} {...list.droppableProps} className={classes.rows}>
              {shown.map((item, index) => (
                <OrderedRow key={item.id} item={item} index={index} list={props} />
              ))}
              {list.placeholder}
            </ul>
          </Panel>
        )}
      </Droppable>
    </DragDropContext>
  );
}

type RowProps<Item extends Ordered> = { item: Item; index: number; list: OrderedProps<Item> };

function OrderedRow<Item extends Ordered>({ item, index, list }: RowProps<Item>) {
  const { t } = useTranslation();
  const name = list.name(item);
  return (
    <Draggable draggableId={item.id} index={index} disableInteractiveElementBlocking>
      {(drag, state) => {
        const row = (
          <li
            ref={drag.innerRef}
            {...drag.draggableProps}
            className={classes.row}
            data-dragging={state.isDragging || undefined}
          >
            <button
              type="button"
              {...drag.dragHandleProps}
              className={classes.handle}
              aria-label={t('settings:order.move', { name })}
            >
              <IconGripVertical size={16} aria-hidden />
            </button>
            <span className={item.active ? classes.main : `${classes.main} ${classes.off}`}>
              {list.render(item)}
            </span>
            {!item.active && <span className={classes.tag}>{t('settings:order.off')}</span>}
            <RowActs item={item} name={name} list={list} />
          </li>
        );
        return state.isDragging ? createPortal(row, document.body) : row;
      }}
    </Draggable>
  );
}

function RowActs<Item extends Ordered>({
  item,
  name,
  list,
}: Omit<RowProps<Item>, 'index'> & { name: string }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const at = `${list.path}/${item.id}`;
  const use = (active: boolean) => act(() => api.patch(at, { active }));
  const remove = async () => {
    let removed = false;
    const made = list.remake?.(item);
    const send = async () => {
      removed = (await api.delete<{ removed: boolean }>(at, { version: item.version })).removed;
    };
    const undo = () =>
      void act(() => (removed && made ? api.post(made.path, made.body) : api.patch(at, { active: true })));
    const gone = await act(send);
    if (gone)
      await act(async () => undefined, { done: told(removed), ...(made || !removed ? { undo } : {}) });
  };
  const askFirst = () =>
    confirm({
      title: t('settings:order.removeTitle', { name }),
      text: t('settings:order.removeText'),
      confirm: t('common:act.delete'),
      danger: true,
      run: () => void remove(),
    });
  const told = (removed: boolean) =>
    t(removed ? 'settings:order.removed' : 'settings:order.retired', { name });
  return (
    <span className={classes.acts}>
      <Switch
        size="xs"
        aria-label={t('settings:order.active', { name })}
        checked={item.active}
        onChange={(event) => void use(event.currentTarget.checked)}
      />
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('settings:acts', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => list.onEdit(item)}>
            {t('common:act.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={15} />}
            onClick={() => (list.remake ? void remove() : askFirst())}
          >
            {t('common:act.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
