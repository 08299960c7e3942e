import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '#domain/field-errors.ts';
import { roleCreate } from '#domain/members.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import type { Role } from './wire.ts';

type Start = Pick<Role, 'name' | 'grants'> & Partial<Role>;

/** A role being made or changed: its name, what it grants, and the saving of both. */
export function useRoleDraft(start: Start) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const sayField = useFieldProblemText();
  const sayProblem = useProblemText();
  const [name, setName] = useState(start.name);
  const [grants, setGrants] = useState(start.grants);
  const [version, setVersion] = useState(start.version);
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [saving, setSaving] = useState(false);
  const send = async () => {
    const body = { name, grants };
    const kept = start.id
      ? await api.patch<Role>(`/roles/${start.id}`, body, { version })
      : await api.post<Role>('/roles', body);
    setVersion(kept.version);
    await queryClient.invalidateQueries();
    notify.done(t('settings:saved'));
    if (!start.id) await navigate({ to: `/settings/roles/${kept.id}`, replace: true });
  };
  const save = async () => {
    const checked = roleCreate.safeParse({ name, grants });
    setErrors(checked.success ? [] : fieldErrors(checked.error, { name, grants }));
    setProblem(null);
    if (!checked.success || saving) return;
    setSaving(true);
    try {
      await send();
    } catch (error) {
      const document = problemOf(error);
      setErrors(document.errors ?? []);
      setProblem(document);
    } finally {
      setSaving(false);
    }
  };
  const nameProblem = errors.find(({ path }) => path === 'name');
  const failure = () => {
    if (!problem || nameProblem) return null;
    const { code, capability } = problem;
    if (code !== 'forbidden' || typeof capability !== 'string') return sayProblem(problem);
    return t('settings:role.notHeld', { sentence: t(`capabilities:${capability}`) });
  };
  return {
    name,
    setName,
    grants,
    setGrants,
    saving,
    save,
    nameError: nameProblem && sayField(nameProblem),
    failure: failure(),
  };
}
