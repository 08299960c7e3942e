import { Tooltip } from '@mantine/core';
import { useNow } from '#web/platform/now.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { Nothing } from './nothing.tsx';

/** How long ago, with the exact moment on hover. */
export function When({ at }: { at: string | null | undefined }) {
  const format = useFormat();
  const now = useNow();
  if (!at) return <Nothing />;
  return (
    <Tooltip label={format.instant(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {format.relative(at, now)}
      </time>
    </Tooltip>
  );
}
