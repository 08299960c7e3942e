import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { ListFilter } from './declare.ts';

type Props = {
  filter: ListFilter;
  values: Record<string, string>;
  change: (changes: Record<string, string | null>) => void;
  close: () => void;
};

/** A number from and to; either may stay open. */
export function NumberEditor({ filter, values, change, close }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const ends = [`${filter.key}[gte]`, `${filter.key}[lte]`] as const;
  const [typed, setTyped] = useState(ends.map((end) => values[end] ?? ''));
  const apply = () => {
    const read = typed.map((text) => readDecimal(text, locale).trim() || null);
    change({ [ends[0]]: read[0] ?? null, [ends[1]]: read[1] ?? null });
    close();
  };
  return (
    <Stack gap="xs" w={240}>
      {ends.map((end, index) => (
        <TextInput
          key={end}
          label={t(index === 0 ? 'common:filter.from' : 'common:filter.to')}
          inputMode="decimal"
          dir="ltr"
          value={typed[index]}
          onChange={(event) => setTyped(typed.with(index, event.currentTarget.value))}
          onKeyDown={(event) => event.key === 'Enter' && apply()}
          data-autofocus={index === 0 || undefined}
        />
      ))}
      <Button variant="default" onClick={apply}>
        {t('common:act.apply')}
      </Button>
    </Stack>
  );
}
