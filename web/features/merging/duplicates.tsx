import { Button, Loader, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { duplicateKeys, type MergeKindName, mergeKinds } from '#domain/merging.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { Page } from '#web/components/page.tsx';
import { api } from '#web/platform/api.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { DuplicateGroupCard } from './duplicate-group.tsx';
import classes from './merging.module.css';
import type { DuplicatePage } from './wire.ts';

/** So many empty pieces are walked by themselves before somebody is asked whether to go on. */
const walksAlone = 60;
const fillsScreen = 10;

function useDuplicates(kind: MergeKindName, by: string) {
  return useInfiniteQuery({
    queryKey: [kind, 'duplicates', by],
    queryFn: ({ pageParam, signal }) =>
      api.get<DuplicatePage>('/duplicates', { query: { kind, by, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Records that may be one, by what they share: to merge them, or to say that they are not the same. */
export function Duplicates() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const can = useCan();
  const allowed = mergeKinds.filter((kind) => can(capabilityOf(kind, 'view')));
  const kind = allowed.find((one) => one === search.kind) ?? allowed[0] ?? 'account';
  const keys = [...duplicateKeys[kind], 'similar'];
  const by = keys.includes(search.by ?? '') ? (search.by as string) : 'email';
  return (
    <Page title={t('merging:title')}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('merging:title')}
          value={kind}
          onChange={(next) => change({ kind: next, by: null })}
          data={allowed.map((one) => ({ value: one, label: t(`kinds:${one}.many`) }))}
        />
        <Select
          label={t('merging:by')}
          value={by}
          onChange={(next) => change({ by: next })}
          allowDeselect={false}
          data={keys.map((key) => ({ value: key, label: t(`merging:key.${key}`) }))}
        />
      </div>
      <Groups key={`${kind} ${by}`} kind={kind} by={by} />
    </Page>
  );
}

function Groups({ kind, by }: { kind: MergeKindName; by: string }) {
  const { t } = useTranslation();
  const found = useDuplicates(kind, by);
  const groups = found.data?.pages.flatMap((page) => page.groups) ?? [];
  const walked = found.data?.pages.length ?? 0;
  const { hasNextPage, isFetching, fetchNextPage } = found;
  useEffect(() => {
    if (groups.length < fillsScreen && walked > 0 && walked < walksAlone && hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [groups.length, walked, hasNextPage, isFetching, fetchNextPage]);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return (
    <Stack gap="sm">
      {groups.map((group) => (
        <DuplicateGroupCard key={`${group.key} ${group.records[0]?.id}`} kind={kind} group={group} />
      ))}
      <div role="status">
        {isFetching && <Loader size="sm" aria-label={t('merging:looking')} />}
        {!isFetching && groups.length === 0 && !hasNextPage && (
          <EmptyState icon={IconCopyCheck} title={t('merging:none')} text={t('merging:noneText')} />
        )}
      </div>
      {hasNextPage && !isFetching && (
        <Button variant="default" w="fit-content" onClick={() => void fetchNextPage()}>
          {t('merging:more')}
        </Button>
      )}
    </Stack>
  );
}
