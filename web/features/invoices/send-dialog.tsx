import { useTranslation } from 'react-i18next';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import {
  type SendAnswer,
  SendFields,
  useOutcomeWords,
  useSending,
} from '#web/components/document/send-fields.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Invoice } from './invoice.ts';

type Props = { invoice: Invoice; opened: boolean; close: () => void };

const isolated = (text: string) => `\u2068${text}\u2069`;

/** Sends an issued invoice with its PDF and link, or sends it again. */
export function SendInvoiceDialog({ invoice, opened, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const keep = useKeepRecord('invoice');
  const notify = useNotify();
  const outcome = useOutcomeWords();
  const sending = useSending('invoice', invoice, opened);
  const { sentAt } = invoice;
  const before = sentAt ? [t('sending:sentBefore', { time: isolated(format.instant(sentAt)) })] : [];
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('sending:title', { number: isolated(invoice.number ?? '') })}
      effects={[...before, t('sending:invoiceLink')]}
      confirm={t(sentAt ? 'sending:act.resend' : 'sending:act.send')}
      run={async ({ idempotencyKey }) => {
        const options = { version: invoice.version, idempotencyKey };
        const answer = await api.post<SendAnswer & { invoice: Invoice }>(
          `/invoices/${invoice.id}/send`,
          sending.body,
          options,
        );
        keep(answer.invoice);
        notify.done(outcome(answer, sending.preview));
      }}
    >
      {({ errorAt, typed }) => (
        <SendFields kind="invoice" id={invoice.id} sending={sending} errorAt={errorAt} typed={typed} />
      )}
    </ActDialog>
  );
}
