import { Alert, Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordChangeBody } from '#domain/sign-in.ts';
import { useNotify } from '#web/components/notify.tsx';
import { NewPassword } from '#web/features/entry/new-password.tsx';
import { useEntryForm } from '#web/features/entry/use-entry-form.ts';
import { Panel } from '#web/features/settings/panel.tsx';
import { api } from '#web/platform/api.ts';
import classes from './profile.module.css';

/** A new password against the present one; every other browser is signed out by it. */
export function PasswordChange() {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  return (
    <Panel title={t('profile:password.title')} text={t('profile:password.text')} even>
      <Form key={round} done={() => setRound(round + 1)} />
    </Panel>
  );
}

function Form({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { submit, input, failure, problem, sending } = useEntryForm(
    { currentPassword: '', newPassword: '' },
    async (form) => {
      await api.post('/auth/password/change', form);
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
      notify.done(t('profile:password.done'));
      done();
    },
    passwordChangeBody,
  );
  const wrong = problem?.code === 'wrong_credentials';
  return (
    <form className={classes.narrow} onSubmit={submit} noValidate>
      {failure && !wrong && (
        <Alert color="red" role="alert" p="xs">
          {failure}
        </Alert>
      )}
      <PasswordInput
        {...input('currentPassword')}
        error={wrong ? t('profile:password.wrong') : input('currentPassword').error}
        label={t('profile:password.current')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('entry:password.show') }}
      />
      <NewPassword {...input('newPassword')} label={t('profile:password.new')} />
      <div>
        <Button type="submit" variant="default" loading={sending}>
          {t('profile:password.submit')}
        </Button>
      </div>
    </form>
  );
}
