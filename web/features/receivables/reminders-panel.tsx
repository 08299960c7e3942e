import { Button, Group, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { When } from '#web/components/when.tsx';
import type { Invoice } from '#web/features/invoices/invoice.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './receivables.module.css';
import type { Reminders } from './receivables.ts';

/** What an overdue invoice was reminded of so far; to remind now, or to leave it alone. */
export function RemindersPanel({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<'remind' | 'pause' | null>(null);
  const path = `/invoices/${invoice.id}/reminders`;
  const reminders = useQuery({
    queryKey: ['invoice', 'reminders', invoice.id],
    queryFn: ({ signal }) => api.get<Reminders>(path, { signal }),
    enabled: invoice.status === 'issued' || invoice.status === 'partially_paid',
  });
  if (!reminders.data) return null;
  const { items, pause, steps } = reminders.data;
  if (!invoice.overdue && items.length === 0 && steps.length === 0) return null;
  const again = () => queryClient.invalidateQueries({ queryKey: ['invoice'] });
  const resume = async () => {
    try {
      await api.put(path, { paused: false });
      notify.done(t('receivables:reminders.resumed'));
    } catch (error) {
      notify.refused(error);
    }
    await again();
  };
  return (
    <SidePanel title={t('receivables:reminders.title')}>
      <div className={classes.stack}>
        {pause ? (
          <p className={classes.hint}>
            {t('receivables:reminders.paused')} {pause.reason && <q dir="auto">{pause.reason}</q>}
          </p>
        ) : (
          items.length === 0 && (
            <p className={classes.hint}>
              {steps.length > 0
                ? t('receivables:reminders.planned', {
                    days: new Intl.ListFormat(format.locale).format(
                      steps.map((days) => format.decimal(days)),
                    ),
                  })
                : t('receivables:reminders.none')}
            </p>
          )
        )}
        {items.length > 0 && (
          <ul className={classes.list}>
            {items.map(({ id, stepDays, outcome, createdAt }) => (
              <li key={id} className={classes.between}>
                <span>
                  {stepDays === null
                    ? t('receivables:reminders.byHand')
                    : t('receivables:reminders.after', { count: stepDays })}
                  {outcome !== 'sent' && ` · ${t(`receivables:reminders.outcome.${outcome}`)}`}
                </span>
                <When at={createdAt} />
              </li>
            ))}
          </ul>
        )}
        {invoice.abilities?.send && (
          <Group gap="xs">
            {invoice.overdue && (
              <Button size="compact-sm" variant="default" onClick={() => setAsked('remind')}>
                {t('receivables:reminders.now')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => (pause ? void resume() : setAsked('pause'))}
            >
              {t(pause ? 'receivables:reminders.resume' : 'receivables:reminders.pause')}
            </Button>
          </Group>
        )}
      </div>
      <Ask asked={asked} invoiceId={invoice.id} close={() => setAsked(null)} done={again} />
    </SidePanel>
  );
}

type AskProps = {
  asked: 'remind' | 'pause' | null;
  invoiceId: string;
  close: () => void;
  done: () => Promise<unknown>;
};

function Ask({ asked, invoiceId, close, done }: AskProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [text, setText] = useState('');
  const what = asked ?? 'remind';
  const written = text.trim();
  return (
    <ActDialog
      opened={asked !== null}
      close={close}
      title={t(`receivables:reminders.${what === 'remind' ? 'now' : 'pause'}`)}
      effects={[t(`receivables:reminders.${what}Effect`)]}
      confirm={t(`receivables:reminders.${what === 'remind' ? 'now' : 'pause'}`)}
      run={async ({ idempotencyKey }) => {
        if (what === 'remind') {
          const body = written ? { message: written } : {};
          await api.post(`/invoices/${invoiceId}/remind`, body, { idempotencyKey });
        } else {
          await api.put(`/invoices/${invoiceId}/reminders`, { paused: true, reason: written || null });
        }
        setText('');
        await done();
        notify.done(t(`receivables:reminders.${what}Done`));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t(what === 'remind' ? 'receivables:message' : 'receivables:reminders.reason')}
          description={what === 'remind' ? t('receivables:messageHelp') : undefined}
          autosize
          minRows={2}
          dir="auto"
          value={text}
          error={errorAt(what === 'remind' ? 'message' : 'reason')}
          onChange={(event) => {
            setText(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
