import { useState } from 'react';
import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';

type Texts = Record<string, string>;

/** The state of a small form outside the product: texts, errors by field, one failure for the whole. */
export function useEntryForm<Form extends Texts>(
  start: Form,
  send: (form: Form) => Promise<void>,
  schema?: z.ZodType,
) {
  const [form, setForm] = useState(start);
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [sending, setSending] = useState(false);
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const set = (key: keyof Form & string, value: string) => {
    setForm((before) => ({ ...before, [key]: value }));
    setErrors((before) => before.filter((one) => one.path !== key));
  };
  const submit = async (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    if (sending) return;
    const checked = schema?.safeParse(form);
    if (checked && !checked.success) return setErrors(fieldErrors(checked.error, form));
    setSending(true);
    setProblem(null);
    try {
      await send(form);
    } catch (error) {
      const document = problemOf(error);
      setErrors(document.errors ?? []);
      setProblem(document);
    } finally {
      setSending(false);
    }
  };
  const input = (key: keyof Form & string) => {
    const found = errors.find((one) => one.path === key);
    return {
      name: key,
      value: form[key],
      error: found && say(found),
      onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
    };
  };
  const failure = problem && errors.length === 0 ? sayProblem(problem) : null;
  return { form, set, submit, input, failure, problem, sending };
}
