import { Text } from '@mantine/core';

/** Stands where there is no value. */
export function Nothing() {
  return (
    <Text span inherit c="dimmed" aria-hidden>
      –
    </Text>
  );
}
