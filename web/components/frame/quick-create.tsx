import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kinds } from '#web/platform/kinds.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreatableKinds } from '../create/use-create.ts';

/** Makes a record of any kind from any screen. */
export function QuickCreate() {
  const { t } = useTranslation();
  const creatable = useCreatableKinds();
  const [, change] = useUrlState();
  const [opened, setOpened] = useState(false);
  if (creatable.length === 0) return null;
  return (
    <Menu opened={opened} onChange={setOpened}>
      <Tooltip label={t('common:nav.create')} disabled={opened}>
        <Menu.Target>
          <ActionIcon aria-label={t('common:nav.create')}>
            <IconPlus size={18} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {creatable.map((kind) => {
          const Icon = kinds[kind].icon;
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
              onClick={() => change({ create: kind }, true)}
            >
              {t(`kinds:${kind}.one`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
