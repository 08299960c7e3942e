import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import type { Me } from '#web/platform/session.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { useEnter } from './use-enter.ts';
import { useEntryForm } from './use-entry-form.ts';

/** The second step of signing in: the code of the authenticator app, or one of the spare codes. */
export function SecondFactor({ back }: { back: () => void }) {
  const { t } = useTranslation();
  const enter = useEnter();
  const [spare, setSpare] = useState(false);
  const { submit, input, failure, sending } = useEntryForm({ code: '' }, async ({ code }) => {
    await enter(await api.post<Me>('/auth/two-factor', { code: code.replace(/\s/g, '') }));
  });
  return (
    <EntryPage
      title={t('entry:second.title')}
      lead={t(spare ? 'entry:second.spareLead' : 'entry:second.lead')}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        <TextInput
          {...input('code')}
          label={t(spare ? 'entry:second.spare' : 'entry:second.code')}
          inputMode={spare ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          dir="ltr"
          autoFocus
        />
        <Button type="submit" loading={sending}>
          {t('entry:second.submit')}
        </Button>
        <Button variant="subtle" onClick={() => setSpare(!spare)}>
          {t(spare ? 'entry:second.useApp' : 'entry:second.useSpare')}
        </Button>
        <Button variant="default" onClick={back}>
          {t('entry:second.back')}
        </Button>
      </form>
    </EntryPage>
  );
}
