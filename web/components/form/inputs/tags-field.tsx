import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';

export function TagsField(props: InputProps) {
  const { t } = useTranslation();
  const base = useBase(props);
  const tags = Array.isArray(props.value) ? (props.value as string[]) : [];
  return (
    <TagsInput
      {...base}
      placeholder={tags.length === 0 ? t('common:picker.tags') : undefined}
      splitChars={[',', '،']}
      maxTags={50}
      value={tags}
      onChange={(next) => props.onChange(next)}
    />
  );
}
