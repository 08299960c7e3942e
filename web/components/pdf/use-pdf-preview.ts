import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '#web/platform/api.ts';

const restMs = 500;

/**
 * The PDF that the server makes of a body, asked for again whenever the body has rested for a moment. The last good one stays
 * while the next is made or when it is refused; `error` says why then.
 */
export function usePdfPreview(path: string, body: unknown) {
  const [text] = useDebouncedValue(JSON.stringify(body), restMs);
  const preview = useQuery({
    queryKey: ['pdf-preview', path, text],
    queryFn: ({ signal }) => api.file(path, JSON.parse(text), { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return {
    bytes: preview.data ?? null,
    error: preview.error,
    busy: preview.isFetching || text !== JSON.stringify(body),
    retry: () => void preview.refetch(),
  };
}
