import { ActionIcon, Anchor, Skeleton, Stack, Tooltip } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isThreadKind, type ThreadKind, threadKinds } from '#domain/revenue.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { Money } from '#web/components/money.tsx';
import { NotFound } from '#web/components/not-found.tsx';
import { Page } from '#web/components/page.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { Stepper } from '#web/components/stepper.tsx';
import { stepsOf, type Thread, type ThreadItem } from '#web/components/thread/thread.ts';
import { useThread } from '#web/components/thread/use-thread.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { sumsOf } from './sums.ts';
import classes from './thread-page.module.css';

/** Everything from lead to payment that belongs to one record, with every version and its exact PDF. */
export function ThreadPage() {
  const { kind, id } = useParams({ strict: false }) as { kind: string; id: string };
  return isThreadKind(kind) ? <Loading key={id} kind={kind} id={id} /> : <NotFound />;
}

type Own = { kind: ThreadKind; id: string };

function Loading({ kind, id }: Own) {
  const { t } = useTranslation();
  const thread = useThread(kind, id);
  if (thread.isError && !thread.data) {
    return <ErrorState error={thread.error} retry={() => void thread.refetch()} />;
  }
  const own = thread.data?.items.find((item) => item.id === id);
  return (
    <Page
      title={t('revenue:title')}
      aside={own && <bdi>{own.title}</bdi>}
      actions={
        <Anchor component={Link} to={recordPath(kind, id)} size="sm">
          {t('revenue:backTo', { kind: t(`kinds:${kind}.one`) })}
        </Anchor>
      }
    >
      {thread.data ? <Whole thread={thread.data} own={{ kind, id }} /> : <Waiting />}
    </Page>
  );
}

function Whole({ thread, own }: { thread: Thread; own: Own }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { items, more } = thread;
  return (
    <div className={classes.thread}>
      <Stepper steps={stepsOf(thread, own)} />
      <Figures items={items} />
      {items.length === 1 && <p className={classes.hint}>{t('revenue:alone')}</p>}
      {threadKinds.map((kind) => (
        <Group key={kind} kind={kind} items={items.filter((item) => item.kind === kind)} own={own} />
      ))}
      {more.length > 0 && (
        <p className={classes.hint}>
          {t('revenue:noMore', {
            kinds: new Intl.ListFormat(format.locale).format(more.map((kind) => t(`kinds:${kind}.many`))),
          })}
        </p>
      )}
    </div>
  );
}

function Figures({ items }: { items: readonly ThreadItem[] }) {
  const { t } = useTranslation();
  const sums = sumsOf(items);
  if (sums.length === 0) return null;
  return (
    <dl className={classes.figures}>
      {sums.map(({ figure, sums: perCurrency }) => (
        <div key={figure} className={classes.figure}>
          <dt>{t(`revenue:${figure}`)}</dt>
          {perCurrency.map(([currency, amount]) => (
            <dd key={currency}>
              <Money amount={amount} currency={currency} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}

function Group({ kind, items, own }: { kind: ThreadKind; items: readonly ThreadItem[]; own: Own }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const { icon: Icon } = kinds[kind];
  return (
    <section className={classes.group} aria-label={t(`kinds:${kind}.many`)}>
      <h2 className={classes.head}>
        <Icon size={16} stroke={1.5} aria-hidden />
        {t(`kinds:${kind}.${items.length === 1 ? 'one' : 'many'}`)}
      </h2>
      <ul className={classes.rows}>
        {items.map((item) => (
          <Row key={item.id} item={item} here={item.id === own.id} />
        ))}
      </ul>
    </section>
  );
}

function Row({ item, here }: { item: ThreadItem; here: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, id, title, number, status, versionNumber } = item;
  const name = number ?? title;
  // A payment has no page of its own: it stands on its invoice's.
  const to =
    kind === 'payment'
      ? item.links.invoiceId && recordPath('invoice', item.links.invoiceId)
      : recordPath(kind, id);
  const words = kind === 'payment' ? format.date(item.date ?? item.at) : title;
  return (
    <li
      className={classes.row}
      data-here={here || undefined}
      data-passed={status === 'revised' || status === 'void' || undefined}
    >
      <span className={classes.name}>
        {to ? (
          <Anchor inherit component={Link} to={to} aria-current={here ? 'true' : undefined}>
            <bdi>{words}</bdi>
          </Anchor>
        ) : (
          <bdi>{words}</bdi>
        )}
        <span className={classes.more}>
          {number && number !== title && <bdi dir="ltr">{number}</bdi>}
          {versionNumber !== null && (
            <span>{t('revenue:version', { version: format.decimal(versionNumber) })}</span>
          )}
          {kind !== 'payment' && <span>{format.date(item.date ?? item.at)}</span>}
        </span>
      </span>
      <span className={classes.state}>{status && <StatusBadge kind={kind} status={status} />}</span>
      <span className={classes.amount}>
        <Money amount={item.amount} currency={item.currency} strong />
      </span>
      <span className={classes.pdf}>
        {item.pdf && (
          <Tooltip label={t('revenue:pdf', { name: `\u2068${name}\u2069` })}>
            <ActionIcon
              component="a"
              href={`/api/v1${item.pdf}`}
              target="_blank"
              rel="noreferrer"
              aria-label={t('revenue:pdf', { name: `\u2068${name}\u2069` })}
            >
              <IconFileTypePdf size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
    </li>
  );
}

function Waiting() {
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton height={28} width={420} maw="100%" />
      <Skeleton height={72} />
      <Skeleton height={120} />
      <Skeleton height={120} />
    </Stack>
  );
}
