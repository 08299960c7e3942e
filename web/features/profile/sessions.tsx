import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { When } from '#web/components/when.tsx';
import { Loaded } from '#web/features/settings/loaded.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import classes from '#web/features/settings/settings.module.css';
import { api } from '#web/platform/api.ts';
import { browserOf } from './browser-of.ts';

type Session = {
  id: string;
  refreshedAt: string;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
};

/** The browsers in which one is signed in, and the way to end what one does not know. */
export function Sessions() {
  const { t } = useTranslation();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api.get<{ items: Session[] }>('/auth/sessions', { signal })).items,
  });
  return (
    <Panel title={t('profile:session.title')} text={t('profile:session.text')} flush>
      <Loaded query={sessions}>
        {(items) => (
          <ul className={classes.rows}>
            {items.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { browser, system, mobile } = browserOf(session.userAgent);
  const Icon = mobile ? IconDeviceMobile : IconDeviceDesktop;
  const name = [browser, system].filter(Boolean).join(' · ') || t('profile:session.unknown');
  const end = async () => {
    try {
      await api.delete(`/auth/sessions/${session.id}`);
      notify.done(t('profile:session.ended'));
    } catch (error) {
      notify.refused(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <li className={classes.row}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          {session.current && <span className={classes.tag}>{t('profile:session.current')}</span>}
        </span>
        <span className={classes.sub}>
          {session.ip && (
            <>
              <bdi className={classes.code}>{session.ip}</bdi> ·{' '}
            </>
          )}
          {t('profile:session.seen')} <When at={session.refreshedAt} />
        </span>
      </span>
      {!session.current && (
        <Button size="compact-sm" variant="default" onClick={() => void end()}>
          {t('profile:session.end')}
        </Button>
      )}
    </li>
  );
}
