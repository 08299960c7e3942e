import { useTranslation } from 'react-i18next';
import { useMember } from '#web/platform/members.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { useRecordLabel } from '../form/inputs/use-record-label.ts';
import type { ListFilter } from './declare.ts';
import { isRange } from './use-list-state.ts';

/** The word for one choice of a filter. */
export function useChoiceWords(filter: ListFilter): (choice: string) => string {
  const { t } = useTranslation();
  const options = useOptionList(filter.optionList);
  return (choice) => {
    const listed = (filter.options ?? options).find((option) => option.value === choice)?.label;
    return listed ?? (filter.words ? t(`${filter.words}.${choice}`, { defaultValue: choice }) : choice);
  };
}

/** A filter as a sentence in two parts: "Status is", "New or Contacted". Null when it is not set. */
export function useFilterSentence(
  filter: ListFilter,
  values: Record<string, string>,
): { verb: string; object: string } | null {
  const { t, i18n } = useTranslation();
  const word = useChoiceWords(filter);
  const format = useFormat();
  const value = values[filter.key];
  const member = useMember(filter.type === 'member' && value !== 'me' ? value : null);
  const name = t(filter.label);
  const is = t('common:filter.is', { name });
  const record = useRecordLabel(
    filter.recordKind ?? 'account',
    filter.type === 'record' ? (value ?? null) : null,
  );
  if (isRange(filter)) {
    const from = values[`${filter.key}[gte]`];
    const to = values[`${filter.key}[lte]`];
    const end = (text: string) => (filter.type === 'number' ? format.decimal(text) : format.date(text));
    if (from && to)
      return {
        verb: t('common:filter.between', { name }),
        object: `${end(from)} – ${end(to)}`,
      };
    if (from)
      return {
        verb: t(filter.type === 'number' ? 'common:filter.atLeast' : 'common:filter.since', { name }),
        object: end(from),
      };
    return to
      ? {
          verb: t(filter.type === 'number' ? 'common:filter.atMost' : 'common:filter.until', { name }),
          object: end(to),
        }
      : null;
  }
  if (!value) return null;
  if (filter.type === 'member') {
    return { verb: is, object: value === 'me' ? t('common:filter.me') : (member?.name ?? '…') };
  }
  if (filter.type === 'record') return { verb: is, object: record ?? '…' };
  if (filter.type === 'boolean')
    return { verb: is, object: t(value === 'true' ? 'common:yes' : 'common:no') };
  if (filter.type === 'text') return { verb: is, object: value };
  const either = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  return { verb: is, object: either.format(value.split(',').map(word)) };
}
