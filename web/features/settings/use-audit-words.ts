import { useTranslation } from 'react-i18next';
import { recordKinds } from '#domain/events.ts';

/** `taxNumber` → `tax number`: a name of the program for a field that has no word of its own. */
function spelled(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** The words of the audit log: acts, kinds and fields by the names that the program gives them. */
export function useAuditWords() {
  const { t, i18n } = useTranslation();
  // Acts that say by themselves what they are about.
  const isWhole = (action: string) => i18n.exists(`settings:audit.whole.${action}`);
  const kind = (name: string) =>
    recordKinds.some((one) => one === name)
      ? t(`kinds:${name}.one`)
      : t(`settings:audit.kind.${name}`, { defaultValue: spelled(name) });
  return {
    kind,
    isWhole,
    act: (action: string) => {
      if (isWhole(action)) return t(`settings:audit.whole.${action}`);
      const verb = action.slice(action.lastIndexOf('.') + 1);
      return t(`settings:audit.act.${verb}`, { defaultValue: spelled(verb) });
    },
    field: (path: string) => {
      const key = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
      return t(`settings:audit.field.${key}`, { defaultValue: spelled(key) });
    },
  };
}
