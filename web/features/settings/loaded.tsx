import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '#web/components/error-state.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';

type Asked<Data> = {
  data: Data | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
};

/** What was asked of the server: its shape first, then itself, or why it cannot be shown. */
export function Loaded<Data>({
  query,
  children,
}: {
  query: Asked<Data>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <Panel flush>
      <div className={classes.rows} aria-hidden>
        {[42, 28, 36, 24].map((width) => (
          <div key={width} className={classes.row}>
            <Skeleton height={14} width={`${width}%`} />
          </div>
        ))}
      </div>
    </Panel>
  );
}
