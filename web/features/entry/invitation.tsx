import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { text } from '#domain/fields.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { api } from '#web/platform/api.ts';
import type { Me } from '#web/platform/session.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { leastPassword, NewPassword } from './new-password.tsx';
import { useEnterFirst } from './use-enter.ts';
import { useEntryForm } from './use-entry-form.ts';

type Invitation = { organisationName: string; email: string; name?: string | null };

const rules = z.object({ name: text(120), password: z.string().min(leastPassword).max(128) });

/** Where an invited colleague arrives: their name, a password, and they are in. */
export function InvitationPage() {
  const { token } = useParams({ strict: false }) as { token: string };
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.get<Invitation>(`/invitations/${encodeURIComponent(token)}`),
    retry: false,
  });
  if (invitation.isError)
    return <ErrorState error={invitation.error} retry={() => void invitation.refetch()} />;
  if (!invitation.data) return null;
  return <Accept token={token} invitation={invitation.data} />;
}

function Accept({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t } = useTranslation();
  const enter = useEnterFirst();
  const { submit, input, failure, sending } = useEntryForm(
    { name: invitation.name ?? '', password: '' },
    async (form) => {
      await enter(await api.post<Me>(`/invitations/${encodeURIComponent(token)}/accept`, form));
    },
    rules,
  );
  return (
    <EntryPage
      title={t('entry:invitation.title', { company: invitation.organisationName })}
      lead={t('entry:invitation.lead', { email: invitation.email })}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        <TextInput {...input('name')} label={t('entry:field.yourName')} autoComplete="name" autoFocus />
        <NewPassword {...input('password')} />
        <Button type="submit" loading={sending}>
          {t('entry:invitation.submit')}
        </Button>
      </form>
    </EntryPage>
  );
}
