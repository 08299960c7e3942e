import { Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconSitemap } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Node } from '#web/platform/hierarchy.ts';
import { usableNodes, useChosenNode, useNodes } from '#web/platform/hierarchy.ts';
import { Tree } from '../tree.tsx';
import classes from './frame.module.css';

/** The part of the company that one works in: lists show what lies in it, new records go to it. */
export function ScopeSwitcher() {
  const { t } = useTranslation();
  const [opened, menu] = useDisclosure(false);
  const nodes = useNodes().filter((node) => !node.archivedAt);
  const [chosen, choose] = useChosenNode();
  const root = nodes.find((node) => !nodes.some((other) => other.id === node.parentId));
  if (usableNodes(nodes).length < 2) return null;
  const pick = (node: Node) => {
    choose(node.id === root?.id ? null : node.id);
    menu.close();
  };
  return (
    <Popover opened={opened} onChange={(open) => !open && menu.close()} position="bottom-start" trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.scopeButton}
          onClick={menu.toggle}
          title={t('common:scope.choose')}
        >
          <IconSitemap size={16} stroke={1.7} aria-hidden />
          <bdi className={classes.scopeName}>{chosen?.name ?? t('common:scope.all')}</bdi>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('common:scope.choose')}>
        <ScrollArea.Autosize mah={420} w={320} type="auto" scrollbars="y">
          <Tree
            items={nodes}
            chosenId={chosen?.id ?? root?.id}
            onChoose={pick}
            choosable={(node) => node.canUse !== false}
            render={(node) => (
              <>
                <bdi className={classes.scopeName}>{node.name}</bdi>
                <Text span size="xs" c="dimmed" ms="auto">
                  {t(`common:level.${node.level}`)}
                </Text>
              </>
            )}
          />
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
