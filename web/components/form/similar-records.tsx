import { Alert, Anchor } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCopyCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { recordName } from '../record-name.ts';

const fewestLetters = 3;
const mostShown = 3;

/** While a record is being typed in: those that have its name already, so that nobody makes them twice. */
export function SimilarRecords({ kind, words }: { kind: RecordKindName; words: string }) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(words.trim(), 300);
  const found = useQuery({
    queryKey: [kind, 'similar', settled],
    queryFn: ({ signal }) =>
      api.get<{ items: { id: string }[] }>(`/${kinds[kind].path}`, {
        query: { q: settled, limit: mostShown },
        signal,
      }),
    enabled: settled.length >= fewestLetters,
  });
  const records = settled.length >= fewestLetters ? (found.data?.items ?? []) : [];
  return (
    <div role="status">
      {records.length > 0 && (
        <Alert
          color="amber"
          p="xs"
          icon={<IconCopyCheck size={18} />}
          title={t(`kinds:${kind}.similar`, { count: records.length })}
        >
          {records.map((record) => (
            <Anchor
              key={record.id}
              component={Link}
              to={recordPath(kind, record.id)}
              size="sm"
              display="block"
              w="fit-content"
              py={2}
            >
              <bdi>{recordName(record)}</bdi>
            </Anchor>
          ))}
        </Alert>
      )}
    </div>
  );
}
