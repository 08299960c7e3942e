import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLayoutList, IconStar, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { useCan } from '#web/platform/session.ts';
import { useConfirmAct } from '../confirm-act.tsx';
import type { ListState } from '../list/use-list-state.ts';
import { NameView } from './name-view.tsx';
import { useViewActs, useViews } from './use-views.ts';
import { isModified, type SavedView } from './view-state.ts';

type Props = { kind: RecordKindName; state: ListState; defaultSort: string };

/** The views of a list: mine and shared ones, and what can be done with the one that is open. */
export function ViewMenu({ kind, state, defaultSort }: Props) {
  const { t } = useTranslation();
  const { views, defaultId, current, open } = useViews(kind, state, defaultSort);
  const acts = useViewActs(kind, state, defaultSort);
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const modified = current !== null && isModified(current, state.search, defaultSort);
  const name = current?.name ?? t('lists:view.all');
  const item = (view: SavedView) => (
    <Menu.Item
      key={view.id}
      onClick={() => open(view)}
      leftSection={
        view.id === current?.id ? <IconCheck size={14} aria-hidden /> : <span style={{ width: 14 }} />
      }
      rightSection={<ViewMarks view={view} starts={view.id === defaultId} />}
    >
      <span dir="auto">{view.name}</span>
    </Menu.Item>
  );
  const mine = views.filter((view) => view.mine && !view.shared);
  const shared = views.filter((view) => view.shared);
  return (
    <>
      <Menu position="bottom-start" width={264}>
        <Menu.Target>
          <Button
            variant="default"
            maw={240}
            leftSection={<IconLayoutList size={15} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={t('lists:view.menu', {
              name: modified ? `${name} (${t('lists:view.modified')})` : name,
            })}
          >
            <span dir="auto">{name}</span>
            {modified && (
              <Text span size="xs" c="dimmed" ms={6}>
                {t('lists:view.modified')}
              </Text>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={480} style={{ overflowY: 'auto' }}>
          <Menu.Item
            onClick={() => open(null)}
            leftSection={current ? <span style={{ width: 14 }} /> : <IconCheck size={14} aria-hidden />}
          >
            {t('lists:view.all')}
          </Menu.Item>
          {mine.length > 0 && <Menu.Label>{t('lists:view.mine')}</Menu.Label>}
          {mine.map(item)}
          {shared.length > 0 && <Menu.Label>{t('lists:view.shared')}</Menu.Label>}
          {shared.map(item)}
          <Menu.Divider />
          {current && modified && current.abilities.edit && (
            <Menu.Item onClick={() => acts.save(current)}>{t('lists:view.save')}</Menu.Item>
          )}
          {current && modified && (
            <Menu.Item onClick={() => open(current)}>{t('lists:view.reset')}</Menu.Item>
          )}
          <Menu.Item onClick={() => setNaming('new')}>{t('lists:view.saveAs')}</Menu.Item>
          {current && (
            <CurrentActs
              view={current}
              starts={current.id === defaultId}
              acts={acts}
              rename={() => setNaming('rename')}
            />
          )}
        </Menu.Dropdown>
      </Menu>
      <NameView
        opened={naming !== null}
        name={naming === 'rename' ? (current?.name ?? '') : ''}
        close={() => setNaming(null)}
        save={(given) => {
          if (naming === 'rename' && current) acts.update.mutate({ view: current, changes: { name: given } });
          else acts.create.mutate(given);
        }}
      />
    </>
  );
}

function ViewMarks({ view, starts }: { view: SavedView; starts: boolean }) {
  const { t } = useTranslation();
  if (starts) return <IconStar size={14} aria-label={t('lists:view.makeDefault')} />;
  return view.companyDefault ? <IconUsers size={14} aria-label={t('lists:view.companyDefault')} /> : null;
}

type ActsProps = {
  view: SavedView;
  starts: boolean;
  acts: ReturnType<typeof useViewActs>;
  rename: () => void;
};

function CurrentActs({ view, starts, acts, rename }: ActsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const confirm = useConfirmAct();
  const mayShare = can('crm.views.share') && view.abilities.edit;
  const change = (changes: Record<string, unknown>) => acts.update.mutate({ view, changes });
  return (
    <>
      <Menu.Item onClick={() => acts.start.mutate(starts ? null : view.id)}>
        {t(starts ? 'lists:view.noDefault' : 'lists:view.makeDefault')}
      </Menu.Item>
      {view.abilities.edit && <Menu.Item onClick={rename}>{t('lists:view.rename')}</Menu.Item>}
      {mayShare && (
        <Menu.Item
          onClick={() => change({ shared: !view.shared, ...(view.shared ? { companyDefault: false } : {}) })}
        >
          {t(view.shared ? 'lists:view.unshare' : 'lists:view.share')}
        </Menu.Item>
      )}
      {mayShare && view.shared && !view.companyDefault && (
        <Menu.Item onClick={() => change({ companyDefault: true })}>
          {t('lists:view.companyDefault')}
        </Menu.Item>
      )}
      {view.abilities.edit && (
        <Menu.Item
          color="red"
          onClick={() =>
            confirm({
              title: t('lists:view.delete'),
              text: t('lists:view.deleteText', { name: view.name }),
              confirm: t('common:act.delete'),
              danger: true,
              run: () => acts.remove.mutate(view),
            })
          }
        >
          {t('lists:view.delete')}
        </Menu.Item>
      )}
    </>
  );
}
