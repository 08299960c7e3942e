import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutKanban, IconList } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds } from '#web/platform/kinds.ts';

/** The same records as rows or as cards; each view has its address. */
export function ViewSwitch({ kind }: { kind: RecordKindName }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const list = `/${kinds[kind].path}`;
  const views = [
    { to: list, label: t('common:list.asList'), icon: IconList },
    { to: `${list}/board`, label: t('common:list.asBoard'), icon: IconLayoutKanban },
  ];
  return (
    <ActionIcon.Group>
      {views.map(({ to, label, icon: Icon }) => (
        <Tooltip key={to} label={label}>
          <ActionIcon
            component={Link}
            to={to}
            variant={pathname === to ? 'light' : 'default'}
            color={pathname === to ? 'teal' : undefined}
            aria-label={label}
            aria-current={pathname === to ? 'page' : undefined}
          >
            <Icon size={17} />
          </ActionIcon>
        </Tooltip>
      ))}
    </ActionIcon.Group>
  );
}
