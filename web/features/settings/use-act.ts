import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { ApiProblem, problemOf } from '#web/platform/problem.ts';

type Saying = {
  /** Said when it is done, translated. */
  done?: string;
  undo?: () => void;
  /** Where to go when it is done, before anything is read again: what the page showed may be gone. */
  leave?: () => Promise<unknown>;
  /** i18n keys that say a refusal of this act better than its code does. */
  refusals?: Partial<Record<string, string>>;
};

/** Carries out an act on the settings: everything shown is read again, and its outcome is said. False when refused. */
export function useAct(): (run: () => Promise<unknown>, saying?: Saying) => Promise<boolean> {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (run, { done, undo, leave, refusals } = {}) => {
    try {
      await run();
      await leave?.();
      await queryClient.invalidateQueries();
      if (done) notify.done(done, undo);
      return true;
    } catch (error) {
      const { code, status } = problemOf(error);
      const own = refusals?.[code];
      notify.refused(own ? new ApiProblem({ status, code: `own:${code}`, detail: t(own) }) : error);
      await queryClient.invalidateQueries();
      return false;
    }
  };
}
