import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds } from '#web/platform/kinds.ts';
import { StageBadge } from '../stage-badge.tsx';
import classes from './timeline.module.css';
import type { TimelineItem } from './timeline-item.ts';

type Props = { item: TimelineItem; recordKind: RecordKindName };

/** What a change changed: a move by its two statuses, an edit by its fields and, where they are short, their values. */
export function TimelineChange({ item, recordKind }: Props) {
  const { after } = item;
  if (!after || item.kind === 'created') return null;
  const field = 'stage' in after ? 'stage' : 'status';
  const to = after[field];
  if (typeof to === 'string') {
    const from = item.before?.[field];
    const stages = [item.before?.stageId, after.stageId] as const;
    return <Move from={from} to={to} stages={stages} recordKind={recordKind} />;
  }
  return item.kind === 'updated' ? <Edits item={item} recordKind={recordKind} /> : null;
}

type MoveProps = {
  from: unknown;
  to: string;
  /** The stages of a pipeline that it came from and to, for records that go along one. */
  stages: readonly [unknown, unknown];
  recordKind: RecordKindName;
};

function Move({ from, to, stages: [before, after], recordKind }: MoveProps) {
  return (
    <>
      {typeof from === 'string' && (
        <>
          <StageBadge kind={recordKind} stageId={before as string | undefined} status={from} />
          <IconArrowRight size={14} className={classes.arrow} aria-hidden />
        </>
      )}
      <StageBadge kind={recordKind} stageId={after as string | undefined} status={to} />
    </>
  );
}

const longest = 60;

/** A value that can be read as it is: short text, and no id of something else. */
function legible(key: string, value: unknown): value is string {
  return typeof value === 'string' && value.length <= longest && !key.endsWith('Id') && !key.endsWith('At');
}

function Edits({ item, recordKind }: Props) {
  const { t, i18n } = useTranslation();
  const named = Object.keys(item.after ?? {}).flatMap((key) => {
    const words = [`${kinds[recordKind].path}:field.${key}`, `common:field.${key}`];
    return i18n.exists(words) ? [{ key, name: t(words) }] : [];
  });
  const [first] = named;
  const before = first && item.before?.[first.key];
  const after = first && item.after?.[first.key];
  if (!first) return null;
  if (named.length > 1 || !legible(first.key, after)) {
    const list = new Intl.ListFormat(i18n.language).format(named.map(({ name }) => name));
    return <span className={classes.names}>{t('timeline:fields', { list })}</span>;
  }
  return (
    <span className={classes.names}>
      {first.name}: {legible(first.key, before) && <s dir="auto">{before}</s>}{' '}
      <bdi className={classes.value}>{after}</bdi>
    </span>
  );
}
