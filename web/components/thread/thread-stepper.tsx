import { Anchor, Skeleton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { isThreadKind } from '#domain/revenue.ts';
import { Stepper } from '../stepper.tsx';
import classes from './thread.module.css';
import { stepsOf } from './thread.ts';
import { useThread } from './use-thread.ts';

type Props = { kind: RecordKindName; item: { id: string; version?: number } };

/** Where a record stands on the way from lead to payment, with the way to all of it. Nothing at other kinds. */
export function ThreadStepper({ kind, item }: Props) {
  return isThreadKind(kind) ? <Steps kind={kind} item={item} /> : null;
}

function Steps({ kind, item }: Props & { kind: Parameters<typeof useThread>[0] }) {
  const { t } = useTranslation();
  const thread = useThread(kind, item.id, item.version);
  if (thread.isError) return null;
  if (!thread.data) return <Skeleton height={28} width={420} maw="100%" mb="md" />;
  return (
    <div className={classes.bar}>
      <Stepper steps={stepsOf(thread.data, { kind, id: item.id })} />
      {thread.data.items.length > 1 && (
        <Anchor component={Link} to={`/revenue/${kind}/${item.id}`} className={classes.whole}>
          <IconRoute size={15} aria-hidden />
          {t('revenue:open')}
        </Anchor>
      )}
    </div>
  );
}
