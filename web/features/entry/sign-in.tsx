import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { hasCode } from '#web/platform/problem.ts';
import type { Me } from '#web/platform/session.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { SecondFactor } from './second-factor.tsx';
import { setupQuery } from './set-up.tsx';
import { useEnter } from './use-enter.ts';
import { useEntryForm } from './use-entry-form.ts';

export function SignIn() {
  const { t } = useTranslation();
  const enter = useEnter();
  const setup = useQuery(setupQuery);
  const [second, setSecond] = useState(false);
  const { submit, input, failure, sending } = useEntryForm({ email: '', password: '' }, async (form) => {
    try {
      await enter(await api.post<Me>('/auth/sign-in', form));
    } catch (error) {
      if (!hasCode(error, 'second_factor_required')) throw error;
      setSecond(true);
    }
  });
  if (setup.data?.needed) return <Navigate to="/set-up" replace />;
  if (second) return <SecondFactor back={() => setSecond(false)} />;
  return (
    <EntryPage title={t('entry:signIn.title')}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        <TextInput
          {...input('email')}
          label={t('entry:field.email')}
          type="email"
          dir="ltr"
          autoComplete="username"
          autoFocus
        />
        <PasswordInput
          {...input('password')}
          label={t('entry:field.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('entry:password.show') }}
        />
        <Button type="submit" loading={sending}>
          {t('entry:signIn.submit')}
        </Button>
        <Anchor component={Link} to="/forgotten-password" size="sm" ta="center">
          {t('entry:signIn.forgotten')}
        </Anchor>
      </form>
    </EntryPage>
  );
}
