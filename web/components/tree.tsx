import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './tree.module.css';

export type TreeItem = { id: string; parentId: string | null };

type Props<Item extends TreeItem> = {
  items: Item[];
  render: (item: Item) => ReactNode;
  /** Buttons at the end of an item's row. */
  actions?: (item: Item) => ReactNode;
  chosenId?: string | null;
  onChoose?: (item: Item) => void;
  /** Which items can be chosen; all of them without it. */
  choosable?: (item: Item) => boolean;
};

/** A hierarchy drawn as nested lists. Items whose parent is not among them are roots. */
export function Tree<Item extends TreeItem>(props: Props<Item>) {
  const known = new Set(props.items.map((item) => item.id));
  const roots = props.items.filter((item) => item.parentId === null || !known.has(item.parentId));
  return <Branch {...props} level={roots} />;
}

function Branch<Item extends TreeItem>({ level, ...props }: Props<Item> & { level: Item[] }) {
  return (
    <ul className={classes.branch}>
      {level.map((item) => {
        const below = props.items.filter((other) => other.parentId === item.id);
        return (
          <li key={item.id}>
            <Row {...props} item={item} />
            {below.length > 0 && <Branch {...props} level={below} />}
          </li>
        );
      })}
    </ul>
  );
}

function Row<Item extends TreeItem>(props: Props<Item> & { item: Item }) {
  const { item, render, actions, chosenId, onChoose, choosable = () => true } = props;
  const current = chosenId === item.id ? 'true' : undefined;
  return (
    <div className={classes.line}>
      {onChoose && choosable(item) ? (
        <UnstyledButton className={classes.row} aria-current={current} onClick={() => onChoose(item)}>
          {render(item)}
        </UnstyledButton>
      ) : (
        <div className={classes.row}>{render(item)}</div>
      )}
      {actions?.(item)}
    </div>
  );
}
