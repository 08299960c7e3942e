import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreate } from '../create/use-create.ts';
import { Page } from '../page.tsx';
import { ViewSwitch } from '../view-switch.tsx';

/** The screen around a board: its name, mine or everybody's, the way to the list, and the create button. */
export function BoardPage(props: { kind: RecordKindName; title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const create = useCreate(props.kind);
  return (
    <Page
      fill
      title={props.title}
      actions={
        <>
          <Switch
            size="sm"
            label={t('common:board.mine')}
            checked={search.ownerId === 'me'}
            onChange={(event) => change({ ownerId: event.currentTarget.checked ? 'me' : null })}
          />
          <ViewSwitch kind={props.kind} />
          {create && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => create()}>
              {t(`kinds:${props.kind}.create`)}
            </Button>
          )}
        </>
      }
    >
      {props.children}
    </Page>
  );
}
