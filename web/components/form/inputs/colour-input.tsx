import { ColorInput } from '@mantine/core';
import { colours } from '#web/platform/colours.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

const swatches = Object.values(colours)
  .filter((shades) => shades !== colours.dark)
  .flatMap((shades) => [shades[6], shades[8]]);

/** A colour as `#rrggbb`: typed, picked, or one of a few that are known to be legible on white. */
export function ColourInput(props: InputProps) {
  const base = useBase(props);
  return (
    <ColorInput
      {...base}
      dir="ltr"
      format="hex"
      withEyeDropper={false}
      swatches={swatches}
      swatchesPerRow={6}
      value={asText(props.value)}
      onChange={props.onChange}
    />
  );
}
