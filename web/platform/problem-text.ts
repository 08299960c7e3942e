import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '#domain/problems.ts';
import type { ProblemDocument } from './problem.ts';

/** The sentence for a problem in the reader's language; the server's own words where the code has none. */
export function useProblemText(): (problem: ProblemDocument) => string {
  const { t } = useTranslation();
  return useCallback(
    (problem) => {
      const words = { from: problem.from, to: problem.to } as Record<string, unknown>;
      return t(`problems:${problem.code}`, { ...words, defaultValue: problem.detail ?? problem.title ?? '' });
    },
    [t],
  );
}

type Words = Partial<Record<string, string>>;

/** The sentence for one refused field; a field may have its own words for a code. */
export function useFieldProblemText(): (problem: FieldProblem, own?: Words) => string {
  const { t } = useTranslation();
  return useCallback(
    (problem, own) =>
      t(own?.[problem.code] ?? `problems:field.${problem.code}`, {
        ...problem.params,
        defaultValue: problem.message,
      }),
    [t],
  );
}
