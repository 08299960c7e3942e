import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MergeKindName, type MergeSide, mergeKinds } from '#domain/merging.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { Page } from '#web/components/page.tsx';
import { recordName } from '#web/components/record-name.ts';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { ChooseFields } from './choose-fields.tsx';
import { contested } from './merge-fields.ts';
import classes from './merging.module.css';
import { useMerge } from './use-merge.ts';
import type { MergePreview } from './wire.ts';

/** Two records side by side: which one stays, whose value of each field, and what moves. */
export function MergePage() {
  const { t } = useTranslation();
  const [search] = useUrlState();
  const kind = mergeKinds.find((one) => one === search.kind);
  const { target, source } = search;
  const title = t('merging:mergeTitle');
  return (
    <Page title={title}>
      {kind && target && source ? (
        <Both kind={kind} targetId={target} sourceId={source} />
      ) : (
        <Text>{t('merging:address')}</Text>
      )}
    </Page>
  );
}

type BothProps = { kind: MergeKindName; targetId: string; sourceId: string };

function Both({ kind, targetId, sourceId }: BothProps) {
  const preview = useQuery({
    queryKey: [kind, 'merge-preview', targetId, sourceId],
    queryFn: ({ signal }) =>
      api.get<MergePreview>(`/${kinds[kind].path}/${targetId}/merge-preview`, {
        query: { sourceId },
        signal,
      }),
  });
  if (preview.isError) return <ErrorState error={preview.error} retry={() => void preview.refetch()} />;
  if (!preview.data) return <Skeleton height={320} />;
  return <Chooser key={`${targetId} ${sourceId}`} kind={kind} preview={preview.data} />;
}

function Chooser({ kind, preview }: { kind: MergeKindName; preview: MergePreview }) {
  const { t } = useTranslation();
  const [, change] = useUrlState();
  const [choices, setChoices] = useState<Record<string, MergeSide>>({});
  const { target, source } = preview;
  const merge = useMerge(kind);
  const fields = contested(kind, preview);
  const swap = () => change({ target: source.id, source: target.id });
  return (
    <Stack gap="md" maw={900}>
      <div className={classes.sides}>
        <div className={classes.corner} />
        <Side kind={kind} record={target} label={t('merging:stays')} />
        <Side kind={kind} record={source} label={t('merging:goes')} />
        <ChooseFields
          fields={fields}
          preview={preview}
          choices={choices}
          choose={(key, side) => setChoices((before) => ({ ...before, [key]: side }))}
        />
      </div>
      <Text size="sm" c="dimmed">
        {t('merging:same')}
      </Text>
      <Moves links={preview.links} />
      <Group gap="sm">
        <Button loading={merge.isPending} onClick={() => merge.mutate({ target, source, fields: choices })}>
          {t('merging:confirm')}
        </Button>
        <Button variant="default" leftSection={<IconArrowsLeftRight size={16} aria-hidden />} onClick={swap}>
          {t('merging:swap')}
        </Button>
      </Group>
    </Stack>
  );
}

type SideProps = { kind: MergeKindName; record: MergePreview['target']; label: string };

function Side({ kind, record, label }: SideProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Anchor component={Link} to={recordPath(kind, record.id)} fw={600}>
        <bdi>{recordName(record)}</bdi>
      </Anchor>
      <Text size="xs" c="dimmed">
        {t('merging:created')} <When at={record.createdAt as string} />
      </Text>
    </div>
  );
}

function Moves({ links }: Pick<MergePreview, 'links'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <Title order={2} size="h5">
        {t('merging:moves')}
      </Title>
      {links.length === 0 ? (
        <Text size="sm">{t('merging:movesNone')}</Text>
      ) : (
        <ul>
          {links.map(({ kind, count }) => (
            <li key={kind}>
              {t(`kinds:${kind}.many`)}: {format.decimal(String(count))}
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        {t('merging:kept')}
      </Text>
    </section>
  );
}
