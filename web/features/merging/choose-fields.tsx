import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type MergeSide, mergeSides } from '#domain/merging.ts';
import type { Field } from '#web/components/form/field.ts';
import { ShownValue } from '#web/components/record/shown-value.tsx';
import classes from './merging.module.css';
import type { MergePreview } from './wire.ts';

type Props = {
  fields: Field[];
  preview: MergePreview;
  choices: Record<string, MergeSide>;
  choose: (key: string, side: MergeSide) => void;
};

/** One line for each field in which the two differ: both values, and which of them stays. */
export function ChooseFields({ fields, preview, choices, choose }: Props) {
  const { t } = useTranslation();
  return fields.map((field) => {
    const side = choices[field.key] ?? 'target';
    const label = t(field.label);
    return (
      <div
        key={field.key}
        role="radiogroup"
        aria-label={t('merging:choose', { field: label })}
        className={classes.row}
      >
        <div className={classes.label}>{label}</div>
        {mergeSides.map((one) => (
          <Radio
            key={one}
            size="xs"
            className={classes.choice}
            data-checked={side === one || undefined}
            name={field.key}
            value={one}
            checked={side === one}
            onChange={() => choose(field.key, one)}
            label={<ShownValue field={field} values={preview[one]} />}
          />
        ))}
      </div>
    );
  });
}
