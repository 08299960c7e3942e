import { Button, Drawer, Group, Stack } from '@mantine/core';
import { IconBinaryTree2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterGroup } from '#domain/filters.ts';
import type { ListDeclaration, RecordBase } from './declare.ts';
import { GroupEditor } from './group-editor.tsx';
import { groupFields } from './group-fields.ts';
import { conditionOf, countConditions, finished, readGroups } from './group-tree.ts';
import type { ListState } from './use-list-state.ts';

type Props<Item extends RecordBase> = { declaration: ListDeclaration<Item>; state: ListState };

/** The way to conditions that the simple filters cannot say: operators, all and any, groups within groups. */
export function GroupDrawer<Item extends RecordBase>({ declaration, state }: Props<Item>) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const groups = readGroups(state.search.filter);
  const label = groups ? t('lists:group.count', { count: countConditions(groups) }) : t('lists:group.open');
  return (
    <>
      <Button
        variant={groups ? 'light' : 'subtle'}
        color={groups ? 'teal' : 'gray'}
        size="compact-sm"
        leftSection={<IconBinaryTree2 size={15} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size={640}
        title={t('lists:group.title')}
        closeButtonProps={{ 'aria-label': t('common:act.close') }}
      >
        {opened && (
          <Editing declaration={declaration} state={state} groups={groups} close={() => setOpened(false)} />
        )}
      </Drawer>
    </>
  );
}

type EditingProps<Item extends RecordBase> = Props<Item> & { groups: FilterGroup | null; close: () => void };

function Editing<Item extends RecordBase>({ declaration, state, groups, close }: EditingProps<Item>) {
  const { t } = useTranslation();
  const fields = groupFields(declaration);
  const [draft, setDraft] = useState<FilterGroup>(groups ?? { and: [conditionOf(fields[0]!)] });
  const apply = (group: FilterGroup | null) => {
    const whole = group && finished(group, new Map(fields.map((field) => [field.key, field])));
    state.change({ filter: whole ? JSON.stringify(whole) : null });
    close();
  };
  return (
    <Stack>
      <GroupEditor group={draft} fields={fields} depth={1} change={setDraft} />
      <Group justify="flex-end">
        {groups && (
          <Button variant="default" onClick={() => apply(null)}>
            {t('lists:group.clear')}
          </Button>
        )}
        <Button onClick={() => apply(draft)}>{t('common:act.apply')}</Button>
      </Group>
    </Stack>
  );
}
