import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { setupBody } from '#domain/settings.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import type { Field } from '#web/components/form/field.ts';
import { CountryInput, CurrencyInput, TimeZoneInput } from '#web/components/form/inputs/choices.tsx';
import { api } from '#web/platform/api.ts';
import type { Me } from '#web/platform/session.ts';
import classes from './entry.module.css';
import { EntryPage } from './entry-page.tsx';
import { Failure } from './failure.tsx';
import { countryOfZone, currencyOfCountry } from './guess.ts';
import { leastPassword, NewPassword } from './new-password.tsx';
import { useEnterFirst } from './use-enter.ts';
import { useEntryForm } from './use-entry-form.ts';

export const setupQuery = {
  queryKey: ['setup'],
  queryFn: () => api.get<{ needed: boolean }>('/setup'),
};

/** The first page of a new installation: the company and its administrator, in one form. */
export function SetUp() {
  const setup = useQuery(setupQuery);
  if (setup.isError) return <ErrorState error={setup.error} retry={() => void setup.refetch()} />;
  if (!setup.data) return null;
  if (!setup.data.needed) return <Navigate to="/" replace />;
  return <SetUpForm />;
}

const rules = setupBody.refine((body) => body.password.length >= leastPassword, {
  path: ['password'],
  params: { code: 'too_short', min: leastPassword },
});

function useSetUp() {
  const enter = useEnterFirst();
  const start = useMemo(() => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const country = countryOfZone(timeZone, navigator.language) ?? '';
    return { timeZone, country, currency: currencyOfCountry(country) };
  }, []);
  return useEntryForm(
    { organisationName: '', name: '', email: '', password: '', ...start },
    async (form) => {
      await enter(await api.post<Me>('/setup', { ...form, country: form.country || undefined }));
    },
    rules,
  );
}

const places: Record<'country' | 'currency' | 'timeZone', Field> = {
  country: { key: 'country', label: 'entry:field.country', type: 'country' },
  currency: { key: 'currency', label: 'entry:field.currency', type: 'currency', required: true },
  timeZone: { key: 'timeZone', label: 'entry:field.timeZone', type: 'timeZone', required: true },
};

function SetUpForm() {
  const { t } = useTranslation();
  const { submit, input, form, set, failure, sending } = useSetUp();
  const choice = (key: keyof typeof places) => ({
    field: { ...places[key], required: false },
    value: form[key],
    values: form,
    setValue: () => undefined,
    error: input(key).error,
    onChange: (value: unknown) => set(key, String(value ?? '')),
  });
  const chooseCountry = (value: unknown) => {
    const country = String(value ?? '');
    set('country', country);
    if (country) set('currency', currencyOfCountry(country));
  };
  return (
    <EntryPage title={t('entry:setUp.title')} lead={t('entry:setUp.lead')} wide>
      <form className={classes.form} onSubmit={submit} noValidate>
        <Failure text={failure} />
        <TextInput
          {...input('organisationName')}
          label={t('entry:field.company')}
          autoFocus
          autoComplete="organization"
        />
        <div className={classes.pair}>
          <CountryInput {...choice('country')} onChange={chooseCountry} />
          <CurrencyInput {...choice('currency')} />
        </div>
        <TimeZoneInput {...choice('timeZone')} />
        <div className={classes.pair}>
          <TextInput {...input('name')} label={t('entry:field.yourName')} autoComplete="name" />
          <TextInput
            {...input('email')}
            label={t('entry:field.email')}
            type="email"
            dir="ltr"
            autoComplete="email"
          />
        </div>
        <NewPassword {...input('password')} />
        <Button type="submit" loading={sending} mt="xs">
          {t('entry:setUp.submit')}
        </Button>
      </form>
    </EntryPage>
  );
}
