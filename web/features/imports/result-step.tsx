import { Alert, Button, Text } from '@mantine/core';
import { IconArrowBackUp, IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { api, apiUrl } from '#web/platform/api.ts';
import { kinds } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Import } from './import.ts';
import classes from './imports.module.css';

/** Figures side by side, each with its word. */
export function Counts({ counts }: { counts: readonly (readonly [label: string, count: number])[] }) {
  const format = useFormat();
  return (
    <dl className={classes.counts}>
      {counts.map(([label, count]) => (
        <div key={label} className={classes.count}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} size="lg">
            {format.decimal(count)}
          </Text>
        </div>
      ))}
    </dl>
  );
}

/** What came of it, the rows that were not taken, and the way back. */
export function ResultStep({ item }: { item: Import }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const confirm = useConfirmAct();
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: (verb: 'undo' | 'run') => api.post(`/imports/${item.id}/${verb}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['import'] }),
    onError: notify.refused,
  });
  const { created, updated, skipped, rejected } = item.counts;
  const undo = () =>
    confirm({
      title: t('imports:undoTitle'),
      text: t('imports:undoText'),
      confirm: t('imports:undo'),
      danger: true,
      run: () => act.mutate('undo'),
    });
  return (
    <section className={classes.step}>
      <Counts
        counts={[
          [t('imports:count.created'), created],
          [t('imports:count.updated'), updated],
          [t('imports:count.skipped'), skipped],
          [t('imports:count.rejected'), rejected],
        ]}
      />
      {item.undo && (
        <Alert title={t('imports:undone')}>
          <Counts
            counts={Object.entries(item.undo).map(([word, count]) => [t(`imports:undoCount.${word}`), count])}
          />
        </Alert>
      )}
      <div className={classes.acts}>
        <Button component={Link} to={`/${kinds[item.kind].path}`}>
          {t(`kinds:${item.kind}.many`)}
        </Button>
        {rejected > 0 && (
          <Button
            variant="default"
            component="a"
            href={apiUrl(`/imports/${item.id}/errors.csv`)}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('imports:download')}
          </Button>
        )}
        {['cancelled', 'failed'].includes(item.status) && (
          <Button variant="default" onClick={() => act.mutate('run')} loading={act.isPending}>
            {t('imports:goOn')}
          </Button>
        )}
        {item.status !== 'undone' && created + updated > 0 && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={undo}
            loading={act.isPending}
          >
            {t('imports:undo')}
          </Button>
        )}
        <Button variant="subtle" component={Link} to="/imports" search={{ kind: item.kind } as never}>
          {t('imports:another')}
        </Button>
      </div>
    </section>
  );
}
