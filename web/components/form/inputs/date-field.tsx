import { DateInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** Also beside a form: where there are no other values. */
type BareInput = Omit<InputProps, 'values' | 'setValue'> & Partial<InputProps>;

/** A calendar date; typed as `YYYY-MM-DD` or picked, shown in the reader's notation, kept without any time zone. */
export function DateField(props: BareInput) {
  const base = useBase(props);
  const format = useFormat();
  const { t } = useTranslation();
  return (
    <DateInput
      {...base}
      autoComplete="off"
      valueFormat={(date) => format.date(date)}
      dateParser={(text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : asText(props.value) || null)}
      clearable={!props.field.required}
      clearButtonProps={{ 'aria-label': t('common:filter.clear') }}
      leftSection={<IconCalendar size={15} aria-hidden />}
      leftSectionPointerEvents="none"
      value={asText(props.value) || null}
      onChange={(date) => props.onChange(date)}
    />
  );
}
