import { useTranslation } from 'react-i18next';
import { bulkResult, type Job } from './use-jobs.ts';

/** What a piece of work is called, and what came of it. */
export function useJobWords() {
  const { t } = useTranslation();
  return {
    title: (job: Job): string => {
      const result = bulkResult(job);
      if (!result) return t(`lists:job.kind.${job.kind}`, { defaultValue: t('lists:job.kind.other') });
      const kind = t(`kinds:${result.kind}.many`);
      return `${t(`lists:job.action.${result.action}`)} · ${kind}`;
    },
    outcome: (job: Job): string => {
      const result = bulkResult(job);
      if (!result) return t(`lists:job.status.${job.status}`);
      const parts = [t('lists:job.changed', { count: result.changed })];
      if (result.unchanged > 0) parts.push(t('lists:job.unchanged', { count: result.unchanged }));
      if (result.refused > 0) parts.push(t('lists:job.refusedCount', { count: result.refused }));
      return parts.join(' · ');
    },
  };
}
