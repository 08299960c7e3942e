import { useTranslation } from 'react-i18next';
import type { ImportPreview } from './import.ts';

const namespaces = {
  lead: 'leads',
  account: 'accounts',
  contact: 'contacts',
  product: 'catalog',
  opportunity: 'opportunities',
} as const;

/** What a field is called: by its own kind, by all kinds, or by the company that made it. */
export function useFieldWords(item: Pick<ImportPreview, 'kind' | 'fields'>): (key: string) => string {
  const { t, i18n } = useTranslation();
  return (key) => {
    const own = item.fields.find((field) => field.key === key);
    if (own?.label) return (i18n.language === 'ar' && own.labelAr) || own.label;
    const part = key.startsWith('address.') ? `common:address.${key.slice('address.'.length)}` : null;
    const plain = key.replace(/Id$/, '');
    const namespace = namespaces[item.kind];
    const tries = [
      `imports:field.${key}`,
      `${namespace}:field.${key}`,
      `${namespace}:field.${plain}`,
      `common:field.${plain}`,
      ...(part ? [part] : []),
      `kinds:${plain}.one`,
    ];
    return t(tries, { defaultValue: key });
  };
}
