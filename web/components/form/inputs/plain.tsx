import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

const htmlTypes: Partial<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url' };

// People type "example.com"; a web address starts with its scheme.
const bareAddress = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/\S*)?$/u;

/** One line of text; addresses and numbers keep their own direction. */
export function LineInput(props: InputProps) {
  const base = useBase(props);
  const type = htmlTypes[props.field.type];
  return (
    <TextInput
      {...base}
      type={type === 'tel' ? 'tel' : 'text'}
      inputMode={type as 'email' | 'tel' | 'url' | undefined}
      autoComplete={props.field.autoComplete ?? 'off'}
      dir={type ? 'ltr' : 'auto'}
      spellCheck={type ? false : undefined}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onBlur={(event) => {
        const address = event.currentTarget.value.trim();
        if (props.field.type === 'url' && bareAddress.test(address)) props.onChange(`https://${address}`);
      }}
    />
  );
}

export function ProseInput(props: InputProps) {
  const base = useBase(props);
  return (
    <Textarea
      {...base}
      dir="auto"
      autosize
      minRows={props.field.short ? 1 : 2}
      maxRows={10}
      value={asText(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** A number typed as people of the reader's language type it; kept as a plain decimal string. */
export function DecimalInput(props: InputProps) {
  const base = useBase(props);
  const { locale } = useFormat();
  const percent = props.field.type === 'percent';
  const asTyped = (text: string) => (props.field.whole && /^\d{1,9}$/.test(text) ? Number(text) : text);
  return (
    <TextInput
      {...base}
      inputMode="decimal"
      dir="ltr"
      autoComplete="off"
      styles={{ input: { textAlign: 'end' } }}
      rightSection={percent ? '%' : undefined}
      rightSectionPointerEvents="none"
      value={asText(props.value)}
      onChange={(event) => props.onChange(asTyped(event.currentTarget.value))}
      onBlur={(event) => {
        const read = readDecimal(event.currentTarget.value, locale);
        if (read !== event.currentTarget.value) props.onChange(asTyped(read));
      }}
    />
  );
}

export function CheckboxInput(props: InputProps) {
  const { withAsterisk: _, label, ...base } = useBase(props);
  return (
    <Checkbox
      {...base}
      label={label}
      mt={props.bare ? 0 : 24}
      checked={Boolean(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
