import { ActionIcon, Button, Menu, Text, Title } from '@mantine/core';
import { IconArchive, IconDots } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useOfferActs } from '../frame/palette-acts.ts';
import { useNoteVisit } from '../frame/use-palette-search.ts';
import type { RecordBase } from '../list/declare.ts';
import { useNotify } from '../notify.tsx';
import type { RecordAct, RecordActs, RecordDeclaration } from './declare.ts';
import classes from './record.module.css';
import { StatusControl } from './status-control.tsx';
import { useKeepRecord } from './use-record.ts';

type Props<Item extends RecordBase> = { declaration: RecordDeclaration<Item>; item: Item; acts: RecordActs };

/** Archives or restores; both can be taken back from the message that follows. */
export function useArchive<Item extends RecordBase>(declaration: RecordDeclaration<Item>, item: Item) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord(declaration.kind);
  const path = `/${kinds[declaration.kind].path}/${item.id}`;
  const restore = useMutation({
    mutationFn: () => api.post<Item>(`${path}/restore`),
    onSuccess: (restored) => keep({ ...item, ...restored, archivedAt: null }),
    onError: notify.refused,
  });
  const archive = useMutation({
    mutationFn: () => api.delete<Item | undefined>(path, { version: item.version }),
    onSuccess: (archived) => {
      keep(archived ?? { ...item, archivedAt: new Date().toISOString() });
      notify.done(t('common:record.archived'), () => restore.mutate());
    },
    onError: notify.refused,
  });
  return { archive: () => archive.mutate(), restore: () => restore.mutate(), restoring: restore.isPending };
}

/** Name, status, the one next act and the rest in a menu. */
export function RecordHead<Item extends RecordBase>({ declaration, item, acts }: Props<Item>) {
  const can = useCan();
  const { title, subtitle } = declaration;
  const { primary } = acts;
  const allowed = (act: RecordAct) =>
    can(act.capability) && (act.ability === undefined || (item.abilities?.[act.ability] ?? true));
  const offered = [...(primary && !item.archivedAt ? [primary] : []), ...(acts.more ?? [])].filter(allowed);
  useOfferActs(title(item), offered);
  useNoteVisit(declaration.kind, item.id);
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <div className={classes.titleLine}>
          <Title order={1} lineClamp={2}>
            <bdi>{title(item)}</bdi>
          </Title>
          <StatusControl declaration={declaration} item={item} />
        </div>
        {subtitle && (
          <Text size="sm" c="dimmed" component="div" lineClamp={2}>
            {subtitle(item)}
          </Text>
        )}
      </div>
      <div className={classes.acts}>
        {primary && !item.archivedAt && allowed(primary) && <PrimaryAct act={primary} />}
        <MoreActs declaration={declaration} item={item} more={(acts.more ?? []).filter(allowed)} />
      </div>
    </header>
  );
}

function PrimaryAct({ act }: { act: RecordAct }) {
  const { t } = useTranslation();
  const Icon = act.icon;
  return (
    <Button leftSection={Icon && <Icon size={16} aria-hidden />} onClick={act.run}>
      {t(act.label)}
    </Button>
  );
}

type MoreProps<Item extends RecordBase> = {
  declaration: RecordDeclaration<Item>;
  item: Item;
  more: RecordAct[];
};

function MoreActs<Item extends RecordBase>({ declaration, item, more }: MoreProps<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const { archive } = useArchive(declaration, item);
  const archives =
    can(capabilityOf(declaration.kind, 'delete')) && !item.archivedAt && (item.abilities?.delete ?? true);
  if (more.length === 0 && !archives) return null;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t('common:record.more')}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {more.map((act) => {
          const Icon = act.icon;
          return (
            <Menu.Item
              key={act.key}
              color={act.danger ? 'red' : undefined}
              leftSection={Icon && <Icon size={16} aria-hidden />}
              onClick={act.run}
            >
              {t(act.label)}
            </Menu.Item>
          );
        })}
        {archives && more.length > 0 && <Menu.Divider />}
        {archives && (
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={archive}>
            {t('common:act.archive')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
