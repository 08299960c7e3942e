import { Box, Group, Input, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Recurrence, type RecurrenceUnit, recurrenceUnits } from '#domain/recurrence.ts';
import type { Field, InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';
import { DateField } from './date-field.tsx';

const never = 'never';

const endsField: Field = {
  key: 'recurrence.ends',
  label: 'common:recurrence.ends',
  help: 'common:recurrence.endsHelp',
  type: 'date',
};

/** How often something comes again: never, or every so many days, weeks, months, quarters or years. */
export function RecurrenceInput(props: InputProps) {
  const { t } = useTranslation();
  const { label, error, description, disabled } = useBase(props);
  const value = (props.value ?? null) as Recurrence | null;
  const unitWord = (unit: string) => ({ value: unit, label: t(`common:recurrence.unit.${unit}`) });
  const choose = (unit: string | null) => {
    if (unit === null || unit === never) return props.onChange(null);
    return props.onChange({ ...value, every: value?.every ?? 1, unit: unit as RecurrenceUnit });
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Group gap="xs" wrap="nowrap">
        {value && (
          <NumberInput
            aria-label={t('common:recurrence.every')}
            prefix={`${t('common:recurrence.every')} `}
            min={1}
            max={999}
            allowDecimal={false}
            allowNegative={false}
            w="8rem"
            disabled={disabled}
            value={value.every}
            onChange={(every) => props.onChange({ ...value, every: Number(every) || 1 })}
          />
        )}
        <Select
          aria-label={t('common:recurrence.unit.label')}
          data={[{ value: never, label: t('common:recurrence.never') }, ...recurrenceUnits.map(unitWord)]}
          value={value?.unit ?? never}
          onChange={choose}
          allowDeselect={false}
          disabled={disabled}
          flex={1}
        />
      </Group>
      {value && (
        <Box mt="sm">
          <DateField
            {...props}
            field={endsField}
            bare={false}
            autoFocus={false}
            error={undefined}
            value={value.ends ?? null}
            onChange={(ends) => props.onChange({ ...value, ends: ends || null })}
          />
        </Box>
      )}
    </Input.Wrapper>
  );
}
