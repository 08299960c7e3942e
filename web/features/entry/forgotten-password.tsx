import { Anchor, Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { useEntryForm } from './use-entry-form.ts';

/** Asks for a link by mail. The answer is the same whether the address is known or not. */
export function ForgottenPassword() {
  const { t } = useTranslation();
  const [sent, setSent] = useState(false);
  const { submit, input, failure, sending } = useEntryForm({ email: '' }, async (form) => {
    await api.post('/auth/password/forgot', form);
    setSent(true);
  });
  return (
    <EntryPage
      title={t('entry:forgotten.title')}
      lead={t(sent ? 'entry:forgotten.sent' : 'entry:forgotten.lead')}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        {!sent && (
          <>
            <TextInput
              {...input('email')}
              label={t('entry:field.email')}
              type="email"
              dir="ltr"
              autoComplete="username"
              autoFocus
            />
            <Button type="submit" loading={sending}>
              {t('entry:forgotten.submit')}
            </Button>
          </>
        )}
        <Anchor component={Link} to="/sign-in" size="sm" ta="center">
          {t('entry:forgotten.back')}
        </Anchor>
      </form>
    </EntryPage>
  );
}
