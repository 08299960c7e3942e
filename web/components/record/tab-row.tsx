import { ActionIcon, Menu, Tabs } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordTab } from './declare.ts';
import classes from './tab-row.module.css';

type Props<Item> = { tabs: RecordTab<Item>[]; active: string; choose: (key: string) => void };

/** The names of the tabs, always in one line: those that do not fit are scrolled to, or chosen from a menu at its end. */
export function TabRow<Item>({ tabs, active, choose }: Props<Item>) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const cut = useCut(list);
  useEffect(() => {
    if (active && list.current) showChosen(list.current);
  }, [active]);
  return (
    <div className={classes.row}>
      <Tabs.List ref={list} className={classes.list}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.key} value={tab.key} className={classes.tab}>
            {t(tab.label)}
            {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {cut && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('common:record.allTabs')}>
              <IconChevronDown size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {tabs.map((tab) => (
              <Menu.Item
                key={tab.key}
                aria-current={tab.key === active || undefined}
                rightSection={tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
                onClick={() => choose(tab.key)}
              >
                {t(tab.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** Whether some of what is in the element lies outside it. */
function useCut(element: React.RefObject<HTMLElement | null>): boolean {
  const [cut, setCut] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setCut(current.scrollWidth > (current.parentElement?.clientWidth ?? 0) + 1);
    const observer = new ResizeObserver(measure);
    for (const one of [current, ...current.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [element]);
  return cut;
}

/** Scrolls the row alone, never the page. */
function showChosen(list: HTMLElement): void {
  const chosen = list.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
  if (!chosen) return;
  const { left, right } = list.getBoundingClientRect();
  if (chosen.left < left) list.scrollLeft -= left - chosen.left;
  if (chosen.right > right) list.scrollLeft += chosen.right - right;
}
