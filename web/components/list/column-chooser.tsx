import { ActionIcon, Checkbox, Popover, ScrollArea, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3, IconGripVertical } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from './declare.ts';
import classes from './looks.module.css';

type Props<Item> = {
  columns: ListColumn<Item>[];
  shown: ListColumn<Item>[];
  /** The chosen columns after the first one, in their order. */
  choose: (keys: string[]) => void;
};

/** Which columns a list has and in which order: ticked, and dragged or moved by buttons. */
export function ColumnChooser<Item>({ columns, shown, choose }: Props<Item>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={272}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label={t('lists:column.choose')} disabled={opened}>
          <ActionIcon
            aria-label={t('lists:column.choose')}
            aria-expanded={opened}
            visibleFrom="sm"
            onClick={() => setOpened(!opened)}
          >
            <IconColumns3 size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={6} role="dialog" aria-label={t('lists:column.choose')}>
        <ScrollArea.Autosize mah={400} type="auto">
          <Rows columns={columns} shown={shown} choose={choose} />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function Rows<Item>({ columns, shown, choose }: Props<Item>) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const keys = shown.slice(1).map(({ key }) => key);
  const rest = columns.slice(1).filter(({ key }) => !keys.includes(key));
  const move = (key: string, to: number) => {
    const others = keys.filter((one) => one !== key);
    choose([...others.slice(0, to), key, ...others.slice(to)]);
  };
  const drop = (event: DragEvent, to: number) => {
    event.preventDefault();
    if (dragged) move(dragged, to);
    setDragged(null);
  };
  const icon = { size: 'sm', variant: 'subtle', color: 'gray' } as const;
  return (
    <ul className={classes.choices}>
      {shown.slice(1).map((column, index) => {
        const name = t(column.label);
        return (
          <li
            key={column.key}
            className={classes.choice}
            draggable
            data-dragged={dragged === column.key || undefined}
            onDragStart={() => setDragged(column.key)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => drop(event, index)}
          >
            <IconGripVertical size={14} aria-hidden className={classes.grip} />
            <Checkbox
              size="xs"
              label={name}
              checked
              onChange={() => choose(keys.filter((key) => key !== column.key))}
            />
            <span className={classes.choiceActs}>
              <ActionIcon
                {...icon}
                aria-label={t('lists:column.up', { name })}
                disabled={index === 0}
                onClick={() => move(column.key, index - 1)}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                {...icon}
                aria-label={t('lists:column.down', { name })}
                disabled={index === keys.length - 1}
                onClick={() => move(column.key, index + 1)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
            </span>
          </li>
        );
      })}
      {rest.map((column) => (
        <li key={column.key} className={classes.choice}>
          <span className={classes.grip} />
          <Checkbox
            size="xs"
            label={t(column.label)}
            checked={false}
            onChange={() => choose([...keys, column.key])}
          />
        </li>
      ))}
    </ul>
  );
}
