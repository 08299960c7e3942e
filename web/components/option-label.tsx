import type { OptionList } from '#domain/settings.ts';
import { useOptionList } from '#web/platform/option-lists.ts';

/** A value of a list kept under Settings, by the label that the company gave it. */
export function OptionLabel({ list, value }: { list: OptionList; value: string }) {
  return useOptionList(list).find((option) => option.value === value)?.label ?? value;
}
