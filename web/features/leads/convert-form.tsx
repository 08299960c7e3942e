import { Alert, Button, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '#web/components/form/inputs/money-input.tsx';
import classes from './convert.module.css';
import { ConvertMatches } from './convert-matches.tsx';
import { ConvertPreview } from './convert-preview.tsx';
import type { Lead } from './lead.ts';
import type { Matches } from './matches.ts';
import { type Conversion, type Convert, useConvert } from './use-convert.ts';

type Props = { lead: Lead; matches: Matches; close: () => void };

export function ConvertForm({ lead, matches, close }: Props) {
  const { t } = useTranslation();
  const convert = useConvert(lead);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!convert.sending) convert.submit();
  };
  return (
    <form className={classes.columns} onSubmit={send} noValidate>
      <div className={classes.main}>
        {convert.failure && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
            {convert.failure}
          </Alert>
        )}
        <AccountPart convert={convert} matches={matches} />
        <ContactPart convert={convert} matches={matches} />
        <DealPart convert={convert} />
      </div>
      <div className={classes.aside}>
        <ConvertPreview form={convert.form} matches={matches} />
        <Button type="submit" fullWidth loading={convert.sending}>
          {t('leads:act.convert')}
        </Button>
        <Button variant="default" fullWidth onClick={close}>
          {t('common:act.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Part(props: { title: string; toggle?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <header className={classes.partHead}>
        <h3 className={classes.partTitle}>{props.title}</h3>
        {props.toggle}
      </header>
      {props.children}
    </section>
  );
}

type PartProps = { convert: Convert; matches: Matches };

function Line({
  name,
  convert,
  label,
}: {
  name: keyof Conversion & string;
  convert: Convert;
  label: string;
}) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t(label)}
      dir={name === 'contactEmail' ? 'ltr' : 'auto'}
      autoComplete="off"
      autoFocus={name === 'accountName'}
      value={convert.form[name] as string}
      error={convert.errorAt(name)}
      onChange={(event) => convert.set({ [name]: event.currentTarget.value })}
    />
  );
}

function AccountPart({ convert, matches }: PartProps) {
  const { t } = useTranslation();
  const { form, set } = convert;
  return (
    <Part title={t('kinds:account.one')}>
      <ConvertMatches
        label={t('leads:convert.accountMatches')}
        createLabel={t('leads:convert.createAccount')}
        name={form.accountName}
        matches={matches.accounts}
        chosenId={form.accountId}
        choose={(id) => set({ accountId: id })}
      />
      {!form.accountId && <Line name="accountName" convert={convert} label="leads:convert.accountName" />}
    </Part>
  );
}

function ContactPart({ convert, matches }: PartProps) {
  const { t } = useTranslation();
  const { form, set } = convert;
  return (
    <Part
      title={t('kinds:contact.one')}
      toggle={
        <Switch
          size="xs"
          label={t('leads:convert.makeContact')}
          checked={form.createContact}
          onChange={(event) => set({ createContact: event.currentTarget.checked })}
        />
      }
    >
      {form.createContact && (
        <ConvertMatches
          label={t('leads:convert.contactMatches')}
          createLabel={t('leads:convert.createContact')}
          name={`${form.contactFirstName} ${form.contactLastName}`}
          matches={matches.contacts}
          chosenId={form.contactId}
          choose={(id) => set({ contactId: id })}
        />
      )}
      {form.createContact && !form.contactId && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" verticalSpacing="xs">
          <Line name="contactFirstName" convert={convert} label="leads:field.firstName" />
          <Line name="contactLastName" convert={convert} label="leads:field.lastName" />
          <Line name="contactEmail" convert={convert} label="leads:field.email" />
        </SimpleGrid>
      )}
    </Part>
  );
}

function DealPart({ convert }: { convert: Convert }) {
  const { t } = useTranslation();
  const { form, set } = convert;
  return (
    <Part title={t('leads:convert.deal')}>
      <Stack gap="sm">
        <Switch
          size="xs"
          label={t('leads:convert.makeOpportunity')}
          checked={form.createOpportunity}
          onChange={(event) => set({ createOpportunity: event.currentTarget.checked })}
        />
        {form.createOpportunity && (
          <Line name="opportunityName" convert={convert} label="leads:convert.opportunityName" />
        )}
        <Switch
          size="xs"
          label={t('leads:convert.makeQuote')}
          checked={form.createQuote}
          onChange={(event) => set({ createQuote: event.currentTarget.checked })}
        />
        {form.createQuote && <Line name="quoteTitle" convert={convert} label="leads:convert.quoteTitle" />}
        {(form.createOpportunity || form.createQuote) && (
          <MoneyInput
            field={{ key: 'amount', label: 'leads:convert.amount', type: 'money', currencyKey: 'currency' }}
            value={form.amount}
            values={form}
            setValue={(key, value) => set({ [key]: value })}
            onChange={(amount) => set({ amount: String(amount) })}
            error={convert.errorAt('amount') ?? convert.errorAt('currency')}
          />
        )}
      </Stack>
    </Part>
  );
}
