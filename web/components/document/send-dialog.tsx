import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { RecordBase } from '../list/declare.ts';
import { useNotify } from '../notify.tsx';
import { useKeepRecord } from '../record/use-record.ts';
import { ActDialog } from './act-dialog.tsx';
import { type SendAnswer, SendFields, useOutcomeWords, useSending } from './send-fields.tsx';

type Sendable = { id: string; version: number; number: string | null; sentAt: string | null };

type Props = {
  kind: RecordKindName;
  /** The member of the answer that the document comes back in. */
  member: string;
  document: Sendable;
  opened: boolean;
  close: () => void;
};

const isolated = (text: string) => `\u2068${text}\u2069`;

/** Sends a document that is fixed with its PDF and link, or sends it again. */
export function SendDocumentDialog({ kind, member, document, opened, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const keep = useKeepRecord(kind);
  const notify = useNotify();
  const outcome = useOutcomeWords();
  const sending = useSending(kind, document, opened);
  const { id, version, number, sentAt } = document;
  const before = sentAt ? [t('sending:sentBefore', { time: isolated(format.instant(sentAt)) })] : [];
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('sending:title', { number: isolated(number ?? '') })}
      effects={[...before, t('sending:pdfAndLink')]}
      confirm={t(sentAt ? 'sending:act.resend' : 'sending:act.send')}
      run={async ({ idempotencyKey }) => {
        const options = { version, idempotencyKey };
        const path = `/${kinds[kind].path}/${id}/send`;
        const answer = await api.post<SendAnswer & Record<string, unknown>>(path, sending.body, options);
        keep(answer[member] as RecordBase);
        notify.done(outcome(answer, sending.preview));
      }}
    >
      {({ errorAt, typed }) => (
        <SendFields kind={kind} id={id} sending={sending} errorAt={errorAt} typed={typed} />
      )}
    </ActDialog>
  );
}
