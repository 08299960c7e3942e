import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import classes from '#web/features/settings/settings.module.css';
import { api } from '#web/platform/api.ts';
import { type Me, meQuery, useSession } from '#web/platform/session.ts';
import { AskPassword } from './ask-password.tsx';
import { SetUpTwoFactor, type TwoFactorSecret } from './set-up-two-factor.tsx';

/** Two-factor sign-in: whether it is on, and the way to switch it. */
export function TwoFactor() {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const member = useSession()?.member as (Me['member'] & { twoFactorEnabled?: boolean }) | undefined;
  const on = Boolean(member?.twoFactorEnabled);
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<TwoFactorSecret | null>(null);
  const prove = async (password: string) => {
    if (!on) return setSecret(await api.post<TwoFactorSecret>('/auth/totp/enable', { password }));
    await api.post('/auth/totp/disable', { password });
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    notify.done(t('profile:two.disabled'));
  };
  return (
    <Panel
      title={t('profile:two.title')}
      text={t('profile:two.text')}
      flush
      actions={
        <Button variant="default" onClick={() => setAsking(true)}>
          {t(on ? 'profile:two.disable' : 'profile:two.enable')}
        </Button>
      }
    >
      <div className={classes.row}>
        <IconShieldCheck
          size={18}
          stroke={1.6}
          color={on ? 'var(--tone-green-text)' : undefined}
          aria-hidden
        />
        <span className={classes.main}>{t(on ? 'profile:two.on' : 'profile:two.off')}</span>
      </div>
      {asking && (
        <AskPassword
          title={t(on ? 'profile:two.disable' : 'profile:two.enable')}
          submitLabel={t(on ? 'profile:two.disable' : 'profile:two.continue')}
          prove={prove}
          close={() => setAsking(false)}
        />
      )}
      {secret && <SetUpTwoFactor secret={secret} close={() => setSecret(null)} />}
    </Panel>
  );
}
