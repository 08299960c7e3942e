import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';

export type Job = {
  id: string;
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number | null;
  result: unknown;
  errors: { code: string; message: string; id?: string }[];
  createdAt: string;
  endedAt: string | null;
};

export type BulkResult = {
  action: string;
  kind: string;
  changed: number;
  unchanged: number;
  refused: number;
  undoOf?: string;
};

export function isRunning({ status }: Job): boolean {
  return status === 'queued' || status === 'running';
}

export function bulkResult(job: Job): BulkResult | null {
  return job.kind === 'bulk' && job.result ? (job.result as BulkResult) : null;
}

const lookAgainMs = 1_500;

/** Live events tell of each step; while something runs, a look now and then makes up for those that were missed. */
export const jobsQuery = queryOptions({
  queryKey: ['job', 'list'],
  queryFn: async ({ signal }) => (await api.get<{ items: Job[] }>('/jobs', { signal })).items,
  refetchInterval: (query) => (query.state.data?.some(isRunning) ? lookAgainMs : false),
});

/** The newest long work of this member. */
export function useJobs(): Job[] {
  return useQuery(jobsQuery).data ?? [];
}
