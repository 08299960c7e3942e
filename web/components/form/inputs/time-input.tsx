import { TimeInput as Clock } from '@mantine/dates';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** A time of day, `HH:MM`, as the browser lets people of each country type it. */
export function TimeInput(props: InputProps) {
  const base = useBase(props);
  return (
    <Clock
      {...base}
      dir="ltr"
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value || null)}
    />
  );
}
