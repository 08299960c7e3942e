import { IconCirclePlus, IconLink, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import classes from './convert.module.css';
import type { Matches } from './matches.ts';
import type { Conversion } from './use-convert.ts';

type Outcome = 'make' | 'link' | 'skip';
type Line = { kind: string; outcome: Outcome; name: string };

const icons = { make: IconCirclePlus, link: IconLink, skip: IconMinus };

function linesOf(form: Conversion, matches: Matches): Line[] {
  const account = matches.accounts.find((match) => match.id === form.accountId);
  const contact = matches.contacts.find((match) => match.id === form.contactId);
  const person = [form.contactFirstName, form.contactLastName].filter(Boolean).join(' ');
  const nameless = !form.contactId && !form.contactFirstName.trim();
  return [
    {
      kind: 'account',
      outcome: form.accountId ? 'link' : 'make',
      name: account?.name ?? form.accountName,
    },
    {
      kind: 'contact',
      outcome: !form.createContact || nameless ? 'skip' : form.contactId ? 'link' : 'make',
      name: contact?.name ?? person,
    },
    {
      kind: 'opportunity',
      outcome: form.createOpportunity ? 'make' : 'skip',
      name: form.opportunityName,
    },
    { kind: 'quote', outcome: form.createQuote ? 'make' : 'skip', name: form.quoteTitle },
  ];
}

/** What pressing the button will do, said before it is pressed. */
export function ConvertPreview({ form, matches }: { form: Conversion; matches: Matches }) {
  const { t } = useTranslation();
  const nameless = form.createContact && !form.contactId && !form.contactFirstName.trim();
  return (
    <section className={classes.preview} aria-live="polite">
      <h3 className={classes.partTitle}>{t('leads:convert.preview')}</h3>
      <ul className={classes.outcomes}>
        {linesOf(form, matches).map(({ kind, outcome, name }) => {
          const Icon = icons[outcome];
          return (
            <li key={kind} className={classes.outcome} data-outcome={outcome}>
              <Icon size={16} aria-hidden />
              <div>
                <div className={classes.outcomeKind}>{t(`leads:convert.${outcome}.${kind}`)}</div>
                {outcome !== 'skip' && <bdi>{name}</bdi>}
              </div>
            </li>
          );
        })}
      </ul>
      {form.amount && (form.createOpportunity || form.createQuote) && (
        <p className={classes.note}>
          {t('leads:convert.amount')}: <Money amount={form.amount} currency={form.currency} />
        </p>
      )}
      {nameless && <p className={classes.note}>{t('leads:convert.noFirstName')}</p>}
      <p className={classes.note}>{t('leads:convert.final')}</p>
    </section>
  );
}
