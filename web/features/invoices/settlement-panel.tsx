import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { OptionLabel } from '#web/components/option-label.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useRelated } from '#web/components/record/use-related.ts';
import { RecordLink } from '#web/components/record-link.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import type { CreditNote } from '#web/features/credit-notes/credit-note.ts';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Entry, Invoice } from './invoice.ts';
import classes from './payments.module.css';

/** Refunds, credit that was used and write-offs: each as it was written down, none of which can change. */
export function EntriesPanel({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const entries = useQuery({
    queryKey: ['payment', 'entries', invoice.id, invoice.version],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Entry[] }>(`/invoices/${invoice.id}/entries`, { signal })).items,
    enabled: can('accounting.payments.view') && invoice.status !== 'draft',
    placeholderData: (before) => before,
  });
  const shown = (entries.data ?? []).filter(({ kind }) => kind !== 'credit_note');
  if (shown.length === 0) return null;
  return (
    <SidePanel title={t('invoices:entries.title')}>
      <ul className={classes.entries}>
        {shown.map((entry) => (
          <li key={entry.id}>
            <div className={classes.between}>
              <span>{t(`invoices:entries.${entry.kind}`)}</span>
              <Money amount={entry.amount} currency={entry.currency} strong />
            </div>
            <div className={classes.how}>
              {format.date(entry.date)}
              {entry.method && (
                <>
                  {' · '}
                  <bdi>
                    <OptionLabel list="payment_method" value={entry.method} />
                  </bdi>
                </>
              )}
              {(entry.reason ?? entry.reference) && (
                <>
                  {' · '}
                  <bdi>{entry.reason ?? entry.reference}</bdi>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}

/** The credit notes of an invoice, drafts among them. */
export function CreditNotesPanel({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const notes = useRelated<CreditNote>('credit_note', { invoiceId: invoice.id });
  if (!notes.sees || notes.items.length === 0) return null;
  return (
    <SidePanel title={t('kinds:credit_note.many')}>
      <ul className={classes.entries}>
        {notes.items.map((note) => (
          <li key={note.id}>
            <div className={classes.between}>
              <RecordLink
                kind="credit_note"
                id={note.id}
                text={note.number ?? t('status:credit_note.draft')}
              />
              <Money amount={note.total} currency={note.currency} strong />
            </div>
            <div className={classes.between}>
              <span className={classes.how} dir="auto">
                {note.reason}
              </span>
              <StatusBadge kind="credit_note" status={note.status} plain />
            </div>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
