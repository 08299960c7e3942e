import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';

/** One thing that the member was told, as the API has it. */
export type Told = {
  id: string;
  type: string;
  at: string;
  readAt: string | null;
  count: number;
  actor: { id: string; name: string | null } | null;
  record: { kind: string; id: string; title: string } | null;
  data: Record<string, string | number>;
};

const isKind = (kind: string): kind is RecordKindName => Object.hasOwn(kinds, kind);
const tasks = ['task_assigned', 'reminder_due'];

/** Where a notification leads: to its record, to the list where it tells of several, to the day for tasks. */
export function toldPath({ type, record, count }: Told): string | null {
  if (!record || !isKind(record.kind)) return tasks.includes(type) ? '/' : null;
  if (record.kind === 'payment' || record.kind === 'task') return '/';
  if (type === 'assigned' && count > 1) return `/${kinds[record.kind].path}?ownerId=me`;
  return recordPath(record.kind, record.id);
}

/** A title within a sentence, kept in its own direction: an English one in an Arabic sentence, and the other way round. */
const isolated = (name: string) => (name === '' ? '' : `\u2068${name}\u2069`);

/** The sentence of a type: several at once, or a yes and a no, are said in their own. */
function formOf(type: string, count: number, { verdict }: Told['data']): string {
  if (type === 'assigned' && count > 1) return 'assignedMany';
  return type === 'approval_decided' && verdict === 'rejected' ? 'approval_refused' : type;
}

/** A notification as a sentence. */
export function useToldWords(): (item: Told) => string {
  const { t } = useTranslation();
  return ({ type, actor, record, count, data }) => {
    const kind = record && isKind(record.kind) ? t(`kinds:${record.kind}.one`) : '';
    const many = record && isKind(record.kind) ? t(`kinds:${record.kind}.many`) : '';
    const title = isolated(String(data.subject ?? record?.title ?? ''));
    const form = formOf(type, count, data);
    const of = title === '' ? `${form}Untitled` : form;
    const name = actor?.name ?? t('timeline:system');
    const status =
      type === 'job_done'
        ? `.${data.status === 'done' ? 'done' : data.status === 'cancelled' ? 'cancelled' : 'failed'}`
        : '';
    return t(`notifications:told.${type === 'job_done' ? 'job' : of}${status}`, {
      name,
      kind,
      many,
      title,
      number: count,
      done: data.done ?? 0,
      total: data.total ?? 0,
      defaultValue: t('notifications:told.other', { name, title }),
    });
  };
}
