import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { z } from 'zod';
import { fieldErrors } from '#domain/field-errors.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { nestCustom } from '#web/platform/custom-values.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import type { ErrorAt, Field, Values } from '../form/field.ts';
import { EditConflict } from './use-record.ts';

type Options = {
  field: Field;
  values: Values;
  schema?: z.ZodType;
  save: (changes: Values) => Promise<unknown>;
  close: () => void;
};

/** What differs from before, with null for what was emptied: the body of a PATCH. */
function changesOf(field: Field, edited: Values, before: Values): Values {
  const keys = field.currencyKey ? [field.key, field.currencyKey] : [field.key];
  const same = (key: string) => JSON.stringify(edited[key] ?? null) === JSON.stringify(before[key] ?? null);
  const changed = keys.filter((key) => !same(key));
  return Object.fromEntries(changed.map((key) => [key, edited[key] === '' ? null : (edited[key] ?? null)]));
}

const savesOnChoice: Field['type'][] = [
  'choice',
  'date',
  'checkbox',
  'country',
  'paymentTerm',
  'pipeline',
  'scope',
];
const savesOnLeaving: Field['type'][] = ['text', 'email', 'phone', 'url', 'percent', 'decimal'];

function isEnter(event: KeyboardEvent, field: Field): boolean {
  const target = event.target as HTMLElement;
  const breaksLine = target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey;
  const choosing = target.getAttribute('aria-expanded') === 'true';
  return event.key === 'Enter' && !breaksLine && !choosing && field.type !== 'tags';
}

/** Editing one field in place: the typed value, its errors, saving and the conflict when somebody was quicker. */
export function useInlineEdit({ field, values, schema, save, close }: Options) {
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const [edited, setEdited] = useState<Values>(values);
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [failure, setFailure] = useState<string>();
  const [saving, setSaving] = useState(false);

  const refuse = (error: unknown) => {
    if (error instanceof EditConflict) return setConflict(error);
    const problem = problemOf(error);
    const elsewhere = problem.errors?.find((one) => !one.path.startsWith(field.key));
    setErrors(problem.errors ?? []);
    setFailure(problem.errors ? elsewhere && say(elsewhere) : sayProblem(problem));
  };
  const commit = async (next: Values = edited) => {
    if (saving || conflict) return;
    const changes = changesOf(field, next, values);
    if (Object.keys(changes).length === 0) return close();
    const body = nestCustom(changes);
    const checked = schema?.safeParse(body);
    if (checked && !checked.success) return setErrors(fieldErrors(checked.error, body));
    setSaving(true);
    try {
      await save(changes);
      close();
    } catch (error) {
      refuse(error);
    } finally {
      setSaving(false);
    }
  };
  const set = (key: string, value: unknown) => {
    const next = { ...edited, [key]: value };
    // From what is there by then: an amount may bring its currency in the same moment.
    setEdited((before) => ({ ...before, [key]: value }));
    setErrors([]);
    setFailure(undefined);
    if (savesOnChoice.includes(field.type) && key === field.key) void commit(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (isEnter(event, field)) {
      event.preventDefault();
      void commit();
    }
  };
  const onSubmit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    void commit();
  };
  const onBlur = (event: FocusEvent) => {
    if (savesOnLeaving.includes(field.type) && !event.currentTarget.contains(event.relatedTarget))
      void commit();
  };
  const errorAt: ErrorAt = (path, declared) => {
    const found = errors.find((one) => one.path === path);
    return found ? say(found, declared?.errors) : undefined;
  };
  return { edited, set, commit, conflict, failure, saving, onKeyDown, onBlur, onSubmit, errorAt };
}
