import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { activeCurrencyCodes } from '#domain/currencies.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { ErrorAt, InputProps } from '../field.ts';

type Price = { currency: string } & Record<string, string>;

/** One price for each currency. */
export function PricesInput({
  field,
  value,
  onChange,
  error,
  errorAt,
  disabled,
}: InputProps & { errorAt?: ErrorAt }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const own = useSession()?.organisation.currency;
  const amountKey = field.amountKey ?? 'unitPrice';
  const prices = Array.isArray(value) ? (value as Price[]) : [];
  const taken = new Set(prices.map(({ currency }) => currency));
  const free = (activeCurrencyCodes as string[]).filter((code) => !taken.has(code));
  const next = own && !taken.has(own) ? own : free[0];
  const change = (index: number, part: Partial<Price>) =>
    onChange(prices.map((price, at) => (at === index ? { ...price, ...part } : price)));
  return (
    <Input.Wrapper label={t(field.label)} description={field.help && t(field.help)} error={error}>
      <Stack gap="xs" mt={4}>
        {prices.map((price, index) => (
          <Group key={price.currency} gap="xs" wrap="nowrap" align="flex-start">
            <Select
              aria-label={t('common:prices.currency')}
              w={96}
              data={[price.currency, ...free]}
              value={price.currency}
              searchable
              allowDeselect={false}
              disabled={disabled}
              onChange={(currency) => currency && change(index, { currency })}
            />
            <TextInput
              aria-label={`${field.amountKey ? t(field.label) : t('common:prices.price')} ${price.currency}`}
              flex={1}
              dir="ltr"
              inputMode="decimal"
              autoComplete="off"
              styles={{ input: { textAlign: 'end' } }}
              value={String(price[amountKey] ?? '')}
              error={errorAt?.(`${field.key}.${index}.${amountKey}`)}
              disabled={disabled}
              onChange={(event) => change(index, { [amountKey]: event.currentTarget.value })}
              onBlur={(event) =>
                change(index, { [amountKey]: readDecimal(event.currentTarget.value, locale) })
              }
            />
            <ActionIcon
              mt={2}
              aria-label={t('common:prices.remove', { currency: price.currency })}
              disabled={disabled}
              onClick={() => onChange(prices.filter((_, at) => at !== index))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        {next && (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={disabled}
            onClick={() => onChange([...prices, { currency: next, [amountKey]: '' }])}
          >
            {t('common:prices.add')}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
