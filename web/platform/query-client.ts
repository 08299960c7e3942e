import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

function worthAnotherTry(count: number, error: Error): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const { status } = error.document;
  return (status === 0 || status >= 500) && count < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: worthAnotherTry, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
