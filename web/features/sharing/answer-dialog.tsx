import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import { api } from '#web/platform/api.ts';
import { problemOf } from '#web/platform/problem.ts';
import classes from './dialog.module.css';
import page from './recipient.module.css';

export type Answer = 'accept' | 'decline' | 'request-changes';

type Props = {
  answer: Answer;
  token: string;
  facts: { number: string; seller: string; total: string };
  selected: readonly string[] | undefined;
  done: (shown: PublicDocumentWire) => void;
  close: () => void;
  /** The document stands elsewhere by now: it is read again. */
  changed: () => Promise<void>;
};

const parts = {
  accept: { title: 'accept', text: 'acceptText', comment: 'acceptComment', send: 'recipient:accept' },
  decline: { title: 'decline', text: 'declineText', comment: 'declineReason', send: 'recipient:decline' },
  'request-changes': {
    title: 'changes',
    text: 'changesText',
    comment: 'changesComment',
    send: 'recipient:dialog.send',
  },
} as const;

function bodyOf(answer: Answer, typed: { name: string; comment: string }, selected?: readonly string[]) {
  const name = typed.name.trim();
  const comment = typed.comment.trim();
  if (answer === 'accept')
    return { name, ...(comment ? { comment } : {}), ...(selected ? { selected } : {}) };
  const who = name ? { name } : {};
  return answer === 'decline' ? { ...who, ...(comment ? { reason: comment } : {}) } : { ...who, comment };
}

function failureOf(error: unknown): string {
  const { code } = problemOf(error);
  if (code === 'illegal_transition' || code === 'not_found') return 'changed';
  if (code === 'offline') return 'offline';
  return code === 'too_many_requests' ? 'tooMany' : 'other';
}

type FieldProps = {
  label: string;
  value: string;
  set: (value: string) => void;
  needed: boolean;
  error: string | null;
};

function useField({ error }: Pick<FieldProps, 'error'>) {
  const id = useId();
  return {
    id,
    errorId: `${id}-error`,
    told: error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {},
  };
}

function Label({ id, label, needed }: { id: string; label: string; needed: boolean }) {
  const { t } = useTranslation();
  return (
    <label htmlFor={id} className={classes.label}>
      {label} {!needed && <span className={classes.extra}>({t('recipient:dialog.optionalField')})</span>}
    </label>
  );
}

function NameField({ label, value, set, needed, error }: FieldProps) {
  const { id, errorId, told } = useField({ error });
  return (
    <div className={classes.field}>
      <Label id={id} label={label} needed={needed} />
      <input
        id={id}
        className={classes.input}
        dir="auto"
        autoComplete="name"
        maxLength={120}
        required={needed}
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
        {...told}
      />
      {error && (
        <p id={errorId} className={classes.refusal}>
          {error}
        </p>
      )}
    </div>
  );
}

function CommentField({ label, value, set, needed, error }: FieldProps) {
  const { id, errorId, told } = useField({ error });
  return (
    <div className={classes.field}>
      <Label id={id} label={label} needed={needed} />
      <textarea
        id={id}
        className={classes.input}
        dir="auto"
        rows={4}
        maxLength={needed ? 2_000 : 1_000}
        required={needed}
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
        {...told}
      />
      {error && (
        <p id={errorId} className={classes.refusal}>
          {error}
        </p>
      )}
    </div>
  );
}

/** Sends an answer once; where the document stands elsewhere by now, it says so and shows that. */
function useSend({ answer, token, selected, done, changed }: Props) {
  const [state, setState] = useState<{ sending: boolean; failure: string | null }>({
    sending: false,
    failure: null,
  });
  const send = async (typed: { name: string; comment: string }) => {
    setState({ sending: true, failure: null });
    try {
      done(await api.post(`/public/${token}/${answer}`, bodyOf(answer, typed, selected)));
    } catch (error) {
      const failure = failureOf(error);
      setState({ sending: false, failure });
      if (failure === 'changed') await changed();
    }
  };
  return { ...state, send };
}

/** What the customer says, in their own words, before it is sent. Escape and a click on the button close it. */
export function AnswerDialog(props: Props) {
  const { answer, facts, close } = props;
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [name, setName] = useState('');
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const { sending, failure, send } = useSend(props);
  useEffect(() => dialog.current?.showModal(), []);
  const words = parts[answer];
  const [needsName, needsComment] = [answer === 'accept', answer === 'request-changes'];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const missing = (needsName && !name.trim()) || (needsComment && !comment.trim());
    if (!missing && !sending) void send({ name, comment });
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={close}>
      <form onSubmit={submit} noValidate>
        <h2 id={titleId} className={classes.dialogTitle}>
          {t(`recipient:dialog.${words.title}`)}
        </h2>
        <p>{t(`recipient:dialog.${words.text}`, facts)}</p>
        <NameField
          label={t('recipient:dialog.name')}
          value={name}
          set={setName}
          needed={needsName}
          error={tried && needsName && !name.trim() ? t('recipient:dialog.nameNeeded') : null}
        />
        <CommentField
          label={t(`recipient:dialog.${words.comment}`)}
          value={comment}
          set={setComment}
          needed={needsComment}
          error={tried && needsComment && !comment.trim() ? t('recipient:dialog.changesNeeded') : null}
        />
        {failure && (
          <p className={classes.refusal} role="alert">
            {t(`recipient:failed.${failure}`)}
          </p>
        )}
        <div className={classes.dialogActs}>
          <button type="button" className={page.button} onClick={() => dialog.current?.close()}>
            {t('recipient:dialog.close')}
          </button>
          <button type="submit" className={page.primary} disabled={sending}>
            {t(words.send)}
          </button>
        </div>
      </form>
    </dialog>
  );
}
