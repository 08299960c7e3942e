import { Button } from '@mantine/core';
import { IconChecks, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';
import type { FailedWork } from './wire.ts';

const path = '/settings/jobs/failed';

export function FailedWorkSettings() {
  const { t } = useTranslation();
  const failed = useItems<FailedWork>(path);
  return (
    <SettingsPage subject="failed-work">
      <Loaded query={failed}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconChecks}
              title={t('settings:failed.none')}
              text={t('settings:failed.noneText')}
            />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((work) => (
                  <WorkRow key={`${work.id} ${work.consumer}`} work={work} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function WorkRow({ work }: { work: FailedWork }) {
  const { t } = useTranslation();
  const act = useAct();
  const { id, kind, consumer, message, failedAt, tries } = work;
  const title = kind === 'event' ? `${work.type} → ${consumer}` : (work.name ?? kind);
  const retry = () =>
    act(() => api.post(`${path}/${id}/retry`, consumer === undefined ? {} : { consumer }), {
      done: t('settings:failed.retrying'),
    });
  return (
    <li className={classes.row} data-wrap>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi className={classes.code}>{title}</bdi>
        </span>
        <span className={classes.sub}>
          <bdi dir="auto">{message ?? t('settings:failed.noMessage')}</bdi>
        </span>
      </span>
      <span className={classes.meta}>
        {tries !== undefined && <span>{t('settings:failed.tries', { count: tries })}</span>}
        <When at={failedAt} />
      </span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        aria-label={t('settings:failed.retryOne', { name: title })}
        onClick={() => void retry()}
      >
        {t('common:act.retry')}
      </Button>
    </li>
  );
}
