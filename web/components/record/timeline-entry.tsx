import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds } from '#web/platform/kinds.ts';
import { Initials } from '../member-name.tsx';
import { RecordLink } from '../record-link.tsx';
import { When } from '../when.tsx';
import classes from './timeline.module.css';
import { ShownActivity } from './timeline-activity.tsx';
import { TimelineChange } from './timeline-change.tsx';
import type { Place, TimelineItem } from './timeline-item.ts';
import { ShownMessage, ToWhom } from './timeline-message.tsx';

const isKind = (kind: string): kind is RecordKindName => Object.hasOwn(kinds, kind);

/** The record that an item is about, where that is not the page's own. */
function originOf(item: TimelineItem, place: Place): Place | null {
  const { record } = item;
  if (!record || record.id === place.id || !isKind(record.kind) || record.kind === 'task') return null;
  return { kind: record.kind, id: record.id };
}

export function TimelineEntry({ item, place }: { item: TimelineItem; place: Place }) {
  const { t } = useTranslation();
  const origin = originOf(item, place);
  const kind = origin?.kind ?? place.kind;
  const actor = item.actor?.name ?? t('timeline:system');
  const reason = item.after?.reason ?? item.after?.lostReason;
  const called = item.subject ?? (typeof item.name === 'string' ? item.name : undefined);
  const { activity, message } = item;
  const words = activity
    ? [`timeline:did.${item.kind}`]
    : message
      ? [`timeline:sent.${message.channel}`]
      : [`timeline:${kind}_${item.kind}`, `timeline:${item.kind}`];
  return (
    <li className={classes.entry}>
      <Initials name={actor} size={24} />
      <div className={classes.text}>
        <strong>
          <bdi>{actor}</bdi>
        </strong>{' '}
        {t([...words, 'timeline:changed'])} {called && <bdi className={classes.value}>{called}</bdi>}
        {message && <ToWhom message={message} />}
        {!activity && !message && <TimelineChange item={item} recordKind={kind} />}
        {origin && (
          <span className={classes.origin}>
            {t(`kinds:${origin.kind}.one`)} <RecordLink kind={origin.kind} id={origin.id} />
          </span>
        )}
        {activity && <ShownActivity activity={activity} />}
        {message && <ShownMessage message={message} />}
        {typeof reason === 'string' && <blockquote className={classes.reason}>{reason}</blockquote>}
      </div>
      <span className={classes.at}>
        <When at={item.at} />
      </span>
    </li>
  );
}
