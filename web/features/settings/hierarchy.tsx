import { ActionIcon, Alert, Menu, Switch } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { levels } from '#domain/scope.ts';
import { useNotify } from '#web/components/notify.tsx';
import { Tree } from '#web/components/tree.tsx';
import { api } from '#web/platform/api.ts';
import { type Node, nodesQuery } from '#web/platform/hierarchy.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { Loaded } from './loaded.tsx';
import { NodeForm, type NodeTask } from './node-form.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';

type Refused = { name: string; dependents: string[] };

export function HierarchySettings() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const withArchived = search.archived === 'true';
  const nodes = useQuery(nodesQuery);
  const [task, setTask] = useState<NodeTask | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  return (
    <SettingsPage
      subject="hierarchy"
      actions={
        <Switch
          size="xs"
          label={t('settings:hierarchy.showArchived')}
          checked={withArchived}
          onChange={(event) => change({ archived: event.currentTarget.checked ? 'true' : null })}
        />
      }
    >
      {refused && <StillInUse refused={refused} close={() => setRefused(null)} />}
      <Loaded query={nodes}>
        {(items) => (
          <Panel even>
            <Tree
              items={items.filter((node) => withArchived || !node.archivedAt)}
              render={(node) => <NodeLine node={node} />}
              actions={(node) => (
                <NodeActs node={node} setTask={setTask} refuse={setRefused} hasLevel={canGoDeeper(node)} />
              )}
            />
          </Panel>
        )}
      </Loaded>
      {task && <NodeForm task={task} close={() => setTask(null)} />}
    </SettingsPage>
  );
}

function canGoDeeper(node: Node): boolean {
  return levels.indexOf(node.level) < levels.length - 1;
}

function NodeLine({ node }: { node: Node }) {
  const { t } = useTranslation();
  return (
    <>
      <bdi className={node.archivedAt ? classes.off : undefined}>{node.name}</bdi>
      <span className={classes.tag}>{t(`common:level.${node.level}`)}</span>
      {node.archivedAt && <span className={classes.sub}>{t('settings:archived')}</span>}
    </>
  );
}

type ActProps = {
  node: Node;
  hasLevel: boolean;
  setTask: (task: NodeTask) => void;
  refuse: (refused: Refused) => void;
};

function NodeActs({ node, hasLevel, setTask, refuse }: ActProps) {
  const { t } = useTranslation();
  const { archive, restore } = useArchive(refuse);
  if (node.canUse === false) return null;
  const addLabel = t('settings:hierarchy.addBelow', { name: node.name });
  return (
    <>
      {hasLevel && !node.archivedAt && (
        <ActionIcon
          aria-label={addLabel}
          title={addLabel}
          onClick={() => setTask({ act: 'add', parent: node })}
        >
          <IconPlus size={16} />
        </ActionIcon>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('settings:acts', { name: node.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setTask({ act: 'rename', node })}>
            {t('settings:hierarchy.rename')}
          </Menu.Item>
          {node.archivedAt ? (
            <Menu.Item leftSection={<IconArchiveOff size={15} />} onClick={() => void restore(node)}>
              {t('common:act.restore')}
            </Menu.Item>
          ) : (
            node.parentId && (
              <Menu.Item leftSection={<IconArchive size={15} />} onClick={() => void archive(node)}>
                {t('common:act.archive')}
              </Menu.Item>
            )
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function useArchive(refuse: (refused: Refused) => void) {
  const { t } = useTranslation();
  const act = useAct();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const restore = (node: Node) =>
    act(() => api.post(`/hierarchy/nodes/${node.id}/restore`), {
      done: t('settings:hierarchy.restored', { name: node.name }),
      refusals: { archived: 'settings:hierarchy.parentArchived' },
    });
  const archive = async (node: Node) => {
    try {
      await api.delete(`/hierarchy/nodes/${node.id}`);
      await queryClient.invalidateQueries();
      notify.done(t('settings:hierarchy.archived', { name: node.name }), () => void restore(node));
    } catch (error) {
      const { code, dependents } = problemOf(error);
      if (code !== 'has_dependents' || !Array.isArray(dependents)) return notify.refused(error);
      refuse({ name: node.name, dependents: dependents.map(String) });
    }
  };
  return { archive, restore };
}

/** Why a node cannot be archived, each reason with what to do about it. */
function StillInUse({ refused, close }: { refused: Refused; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      color="amber"
      role="alert"
      withCloseButton
      closeButtonLabel={t('common:act.close')}
      onClose={close}
      title={t('settings:hierarchy.inUse', { name: refused.name })}
    >
      <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
        {refused.dependents.map((what) => (
          <li key={what}>
            {t(`settings:hierarchy.holds.${what}`, {
              defaultValue: t('settings:hierarchy.holds.records', {
                kind: t(`kinds:${what}.many`, { defaultValue: what }),
              }),
            })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
