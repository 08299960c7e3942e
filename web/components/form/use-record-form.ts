import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { newIdempotencyKey } from '#web/platform/api.ts';
import { nestCustom } from '#web/platform/custom-values.ts';
import { clearDraft, keepDraft, readDraft } from '#web/platform/drafts.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { useSession } from '#web/platform/session.ts';
import type { ErrorAt, Values } from './field.ts';

export type Submit = (body: Values, idempotencyKey: string) => Promise<unknown>;

export type FormOptions = {
  initial: Values;
  /** The shared rules of the body; what they refuse is said before anything is sent. */
  schema?: z.ZodType;
  /** Keeps what is typed under this name (`lead.new`) until it is saved. */
  draft?: string;
  onSubmit: Submit;
};

/** What goes on the wire: empty inputs are left out, so that the server's defaults stand. */
export function bodyOf(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  );
}

const draftPauseMs = 300;

function useDraft(options: FormOptions, values: Values, touched: boolean) {
  const memberId = useSession()?.member.id;
  const key = options.draft && memberId ? { memberId, form: options.draft } : null;
  const form = options.draft;
  useEffect(() => {
    if (!memberId || !form || !touched) return;
    const timer = setTimeout(() => keepDraft({ memberId, form }, values), draftPauseMs);
    return () => clearTimeout(timer);
  }, [memberId, form, touched, values]);
  return key;
}

/** The state of one form: values, errors by field, the draft, and sending. */
export function useRecordForm(options: FormOptions) {
  const memberId = useSession()?.member.id;
  const [kept] = useState(() =>
    options.draft && memberId ? readDraft<Values>({ memberId, form: options.draft }) : null,
  );
  const [values, setValues] = useState<Values>({ ...options.initial, ...kept });
  const [touched, setTouched] = useState(false);
  const [restored, setRestored] = useState(kept !== null);
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [sending, setSending] = useState(false);
  const attempt = useRef(newIdempotencyKey());
  const draftKey = useDraft(options, values, touched);
  const say = useFieldProblemText();

  const setValue = (key: string, value: unknown) => {
    setTouched(true);
    attempt.current = newIdempotencyKey();
    setValues((before) => ({ ...before, [key]: value }));
    setErrors((before) => before.filter((one) => one.path !== key && !one.path.startsWith(`${key}.`)));
    // What was refused is being corrected; other refusals stay until the next try.
    setProblem((before) => (before?.code === 'validation_failed' ? null : before));
  };
  const errorAt: ErrorAt = (path, declared) => {
    const found = errors.find((one) => one.path === path);
    return found ? say(found, declared?.errors) : undefined;
  };
  const discardDraft = () => {
    if (draftKey) clearDraft(draftKey);
    setValues(options.initial);
    setRestored(false);
    setTouched(false);
    setErrors([]);
  };
  const submit = async () => {
    const body = nestCustom(bodyOf(values));
    const checked = options.schema?.safeParse(body);
    if (checked && !checked.success) {
      setErrors(fieldErrors(checked.error, body));
      return;
    }
    setSending(true);
    setProblem(null);
    try {
      await options.onSubmit(body, attempt.current);
      if (draftKey) clearDraft(draftKey);
      setTouched(false);
    } catch (error) {
      // At once: when the session has ended, the form goes before the pause of the draft is over.
      if (draftKey) keepDraft(draftKey, values);
      const document = problemOf(error);
      setErrors(document.errors ?? []);
      setProblem(document);
    } finally {
      setSending(false);
    }
  };
  return { values, setValue, errors, errorAt, problem, sending, touched, restored, discardDraft, submit };
}

export type RecordFormState = ReturnType<typeof useRecordForm>;
