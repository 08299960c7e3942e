import { Fieldset, SimpleGrid } from '@mantine/core';
import type { ErrorAt, Field, InputProps, Values } from '../field.ts';
import { useBase } from '../use-base.ts';
import { CountryInput } from './choices.tsx';
import { LineInput } from './plain.tsx';

const parts: Field[] = [
  { key: 'street', label: 'common:address.street', type: 'text', wide: true, autoComplete: 'street-address' },
  { key: 'city', label: 'common:address.city', type: 'text' },
  { key: 'region', label: 'common:address.region', type: 'text' },
  { key: 'postalCode', label: 'common:address.postalCode', type: 'text' },
  { key: 'country', label: 'common:address.country', type: 'country' },
];

/** As the headings of the form's own groups. */
const legendLook = {
  legend: { padding: 0, fontSize: '0.8125rem', fontWeight: 600 },
};

type Props = InputProps & { errorAt: ErrorAt };

/** A postal address: five inputs, one value `{street, city, region, postalCode, country}`. */
export function AddressInput(props: Props) {
  const { label, 'aria-label': bareLabel } = useBase(props);
  const address = (props.value ?? {}) as Values;
  const change = (key: string, value: unknown) => props.onChange({ ...address, [key]: value || null });
  return (
    <Fieldset legend={label} aria-label={bareLabel} variant="unstyled" p={0} m={0} styles={legendLook}>
      <SimpleGrid cols={{ base: 1, xs: props.bare ? 1 : 2 }} spacing="md" verticalSpacing="sm">
        {parts.map((part) => {
          const Input = part.type === 'country' ? CountryInput : LineInput;
          return (
            <div key={part.key} style={part.wide && !props.bare ? { gridColumn: '1 / -1' } : undefined}>
              <Input
                field={part}
                value={address[part.key]}
                onChange={(value) => change(part.key, value)}
                values={address}
                setValue={change}
                error={props.errorAt(`${props.field.key}.${part.key}`)}
                disabled={props.disabled}
              />
            </div>
          );
        })}
      </SimpleGrid>
    </Fieldset>
  );
}
