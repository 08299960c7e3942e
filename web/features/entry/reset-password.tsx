import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { leastPassword, NewPassword } from './new-password.tsx';
import { useEntryForm } from './use-entry-form.ts';

const rules = z.object({ password: z.string().min(leastPassword).max(128) });

/** Where the mailed link leads: a new password, once. */
export function ResetPassword() {
  const { t } = useTranslation();
  const [search] = useUrlState();
  const navigate = useNavigate();
  const notify = useNotify();
  const { submit, input, failure, sending } = useEntryForm(
    { password: '' },
    async ({ password }) => {
      await api.post('/auth/password/reset', { token: search.token, password });
      notify.done(t('entry:reset.done'));
      await navigate({ to: '/sign-in' });
    },
    rules,
  );
  return (
    <EntryPage title={t('entry:reset.title')} lead={search.token ? undefined : t('entry:reset.noToken')}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        {search.token && (
          <>
            <NewPassword {...input('password')} />
            <Button type="submit" loading={sending}>
              {t('entry:reset.submit')}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/forgotten-password" size="sm" ta="center">
          {t('entry:reset.again')}
        </Anchor>
      </form>
    </EntryPage>
  );
}
