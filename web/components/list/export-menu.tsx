import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '#web/platform/api.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import type { ListColumn, ListDeclaration, RecordBase } from './declare.ts';
import type { ListState } from './use-list-state.ts';

type Props<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  state: ListState;
  shown: ListColumn<Item>[];
};

const formats = [
  { format: 'csv', icon: IconFileText },
  { format: 'xlsx', icon: IconFileSpreadsheet },
] as const;

/** The rows that the list finds as a file, with all fields or with the columns shown. */
export function ExportMenu<Item extends RecordBase>({ declaration, state, shown }: Props<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const { kind } = declaration;
  if (!can(capabilityOf(kind, 'export'))) return null;
  // A column that is drawn from other fields is no field of its own, so a file has no column for it.
  const columns = shown.filter((column) => !column.value || column.sort === true).map(({ key }) => key);
  const link = (format: string, more: Record<string, string>) =>
    apiUrl(`/${kinds[kind].path}/export.${format}`, { ...state.query, ...more });
  const choices = [
    { label: 'all', more: {} },
    { label: 'shown', more: { columns: columns.join(',') } },
  ] as const;
  return (
    <Menu position="bottom-end">
      <Tooltip label={t('lists:export.menu')}>
        <Menu.Target>
          <ActionIcon aria-label={t('lists:export.menu')}>
            <IconDownload size={17} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {choices.map(({ label, more }) => (
          <div key={label}>
            <Menu.Label>{t(`lists:export.${label}`)}</Menu.Label>
            {formats.map(({ format, icon: Icon }) => (
              <Menu.Item
                key={format}
                component="a"
                href={link(format, more)}
                download
                leftSection={<Icon size={16} aria-hidden />}
              >
                {t(`lists:export.${format}`)}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
