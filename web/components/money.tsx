import { Text } from '@mantine/core';
import { useFormat } from '#web/platform/use-format.ts';
import { Nothing } from './nothing.tsx';

type Props = {
  amount: string | null | undefined;
  currency: string | null | undefined;
  strong?: boolean;
  /** Leaves out a fraction that is all zeros, for sums that are read at a glance. */
  round?: boolean;
};

/** An amount as the API writes it (a decimal string), in the reader's notation, kept whole inside other text. */
export function Money({ amount, currency, strong, round }: Props) {
  const format = useFormat();
  if (!amount) return <Nothing />;
  const shown = round ? amount.replace(/\.0+$/, '') : amount;
  const text = currency ? format.money(shown, currency) : format.decimal(shown);
  return (
    <Text span inherit className="isolate" fw={strong ? 600 : undefined} style={{ whiteSpace: 'nowrap' }}>
      {text}
    </Text>
  );
}
