import { Button, Select, Skeleton } from '@mantine/core';
import { IconFileTypePdf, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localToday } from '#web/components/document/local-today.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { DateField } from '#web/components/form/inputs/date-field.tsx';
import { asText } from '#web/components/form/use-base.ts';
import { Money } from '#web/components/money.tsx';
import { api, apiUrl } from '#web/platform/api.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './receivables.module.css';
import type { Statement } from './receivables.ts';
import { SendStatement } from './send-statement.tsx';

type Range = { from: string; to: string };

const isRange = ({ from, to }: Range) => /^\d{4}-\d\d-\d\d$/.test(from) && from <= to;

/** What a customer owed, what changed it, and what they owe: to look at, to print and to send. */
export function StatementTab({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const currencyOfCompany = useSession()?.organisation.currency ?? 'EUR';
  const today = localToday();
  const [range, setRange] = useState<Range>({ from: `${today.slice(0, 4)}-01-01`, to: today });
  const [chosen, setChosen] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const currency = chosen ?? currencyOfCompany;
  const query = { ...range, currency };
  const statement = useQuery({
    queryKey: ['invoice', 'statement', accountId, query],
    queryFn: ({ signal }) => api.get<Statement>(`/accounts/${accountId}/statement`, { query, signal }),
    enabled: isRange(range),
    placeholderData: (before) => before,
  });
  const currencies = statement.data?.currencies ?? [];
  // An account that was only ever invoiced in another currency is shown in that one.
  const [only] = currencies;
  if (chosen === null && only && !currencies.includes(currencyOfCompany)) setChosen(only);
  const set = (key: keyof Range) => (date: unknown) => setRange({ ...range, [key]: asText(date) });
  return (
    <div className={classes.stack}>
      <div className={classes.asked}>
        <DateField
          field={{ key: 'from', label: 'receivables:statement.from', type: 'date', required: true }}
          value={range.from}
          onChange={set('from')}
        />
        <DateField
          field={{ key: 'to', label: 'receivables:statement.to', type: 'date', required: true }}
          value={range.to}
          onChange={set('to')}
          error={isRange(range) ? undefined : t('receivables:statement.badRange')}
        />
        <Select
          label={t('receivables:statement.currency')}
          data={[...new Set([currency, ...currencies])]}
          value={currency}
          onChange={(value) => setChosen(value)}
          allowDeselect={false}
        />
        <div className={classes.acts}>
          <Button
            component="a"
            href={apiUrl(`/accounts/${accountId}/statement/pdf`, query)}
            target="_blank"
            rel="noreferrer"
            variant="default"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
          >
            {t('receivables:statement.pdf')}
          </Button>
          {can('accounting.invoices.send') && (
            <Button
              variant="default"
              leftSection={<IconSend size={16} aria-hidden />}
              disabled={!isRange(range)}
              onClick={() => setSending(true)}
            >
              {t('receivables:statement.send')}
            </Button>
          )}
        </div>
      </div>
      {statement.isError ? (
        <ErrorState error={statement.error} retry={() => void statement.refetch()} />
      ) : statement.data ? (
        <Entries statement={statement.data} />
      ) : (
        <Skeleton height={200} aria-hidden />
      )}
      <SendStatement accountId={accountId} query={query} opened={sending} close={() => setSending(false)} />
    </div>
  );
}

function Entries({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, opening, closing, entries, more, from, to } = statement;
  const amount = (text: string | null) => text && <Money amount={text} currency={null} />;
  const label = (key: string) => ({ 'data-label': t(`receivables:statement.${key}`) });
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('receivables:statement.date')}</th>
              <th scope="col">{t('receivables:statement.entry')}</th>
              {['charge', 'credit', 'balance'].map((key) => (
                <th key={key} scope="col" className={classes.number}>
                  {t(`receivables:statement.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>{format.date(from)}</td>
              <th scope="row" colSpan={3}>
                {t('receivables:statement.opening')}
              </th>
              <td className={classes.number} {...label('balance')}>
                <Money amount={opening} currency={currency} />
              </td>
            </tr>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>{format.date(entry.date)}</td>
                <th scope="row">
                  {t(`receivables:entry.${entry.kind}`)} <bdi dir="ltr">{entry.number}</bdi>
                  {entry.reference && (
                    <>
                      {' · '}
                      <bdi>{entry.reference}</bdi>
                    </>
                  )}
                </th>
                <td className={classes.number} {...label('charge')}>
                  {amount(entry.charge)}
                </td>
                <td className={classes.number} {...label('credit')}>
                  {amount(entry.credit)}
                </td>
                <td className={classes.number} {...label('balance')}>
                  {amount(entry.balance)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{format.date(to)}</td>
              <th scope="row" colSpan={3}>
                {t('receivables:statement.closing')}
              </th>
              <td className={classes.number} {...label('balance')}>
                <Money amount={closing} currency={currency} strong />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {more && <p className={classes.hint}>{t('receivables:statement.more')}</p>}
    </>
  );
}
