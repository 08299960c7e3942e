import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { Page } from '#web/components/page.tsx';
import { importQuery } from './import.ts';
import classes from './imports.module.css';
import { MappingStep } from './mapping-step.tsx';
import { ResultStep } from './result-step.tsx';
import { RunningStep } from './running-step.tsx';

/** One import: what is to be done with it follows from where it stands. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(importQuery(id));
  const title = t('imports:one');
  if (found.isError) {
    return (
      <Page title={title}>
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      </Page>
    );
  }
  const item = found.data;
  return (
    <Page
      title={item ? item.fileName : title}
      aside={item && `${t(`kinds:${item.kind}.many`)} · ${t(`imports:status.${item.status}`)}`}
    >
      <div className={classes.page}>
        {!item && <Skeleton h={240} />}
        {item?.status === 'uploaded' && <MappingStep key={item.id} item={item} />}
        {(item?.status === 'running' || item?.status === 'undoing') && <RunningStep item={item} />}
        {item && !['uploaded', 'running', 'undoing'].includes(item.status) && <ResultStep item={item} />}
      </div>
    </Page>
  );
}
