import { useTranslation } from 'react-i18next';
import { useCan, useSession } from '#web/platform/session.ts';
import { matches, type Subject, subjects } from './subjects.ts';

/** The subjects that this member may open and that fit what is typed, by group, in their order. */
export function useSubjects(typed = ''): { group: Subject['group']; subjects: Subject[] }[] {
  const { t } = useTranslation();
  const can = useCan();
  const modules = useSession()?.modules ?? [];
  const open = (subjects as readonly Subject[]).filter(
    (subject) =>
      can(subject.capability) &&
      (subject.module === undefined || modules.includes(subject.module)) &&
      matches(subject, typed.trim(), t),
  );
  const groups = [...new Set(open.map((subject) => subject.group))];
  return groups.map((group) => ({ group, subjects: open.filter((subject) => subject.group === group) }));
}
