import {
  type CustomFieldType,
  type CustomOption,
  canBeSearched,
  canBeUnique,
  canHaveDefault,
  customFieldKinds,
  customFieldTypes,
  hasOptions,
} from '#domain/custom-fields.ts';
import type { Field, FieldGroup, FieldType, Values } from '#web/components/form/field.ts';
import { withValues } from '#web/components/form/inputs/option-rows.tsx';

const word = (name: string) => `custom-fields:field.${name}`;
const field = (key: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  key,
  label: word(key),
  type,
  ...more,
});

const defaults: Partial<Record<CustomFieldType, FieldType>> = {
  text: 'prose',
  number: 'decimal',
  money: 'amount',
  date: 'date',
  choice: 'choice',
  multiChoice: 'choices',
  boolean: 'checkbox',
  url: 'url',
};

const optionsFrom = ({ options }: Values) =>
  withValues((options as CustomOption[] | undefined) ?? []).filter(({ active }) => active);

/** What new records start with, as each type asks for it: one of them is shown. */
const defaultFields = Object.entries(defaults).map(([type, input]) =>
  field('defaultValue', input, {
    words: type,
    ...(hasOptions(type as CustomFieldType) ? { optionsFrom } : {}),
  }),
);

const fixed: Field[] = [
  field('type', 'choice', {
    choices: customFieldTypes,
    words: 'custom-fields:type',
    help: word('typeHelp'),
    required: true,
  }),
  field('linkTo', 'choice', { choices: customFieldKinds, words: 'custom-fields:kind', required: true }),
];

/** The form of a field; of one that is there already, what may still change. */
export function fieldGroups(isThere: boolean): FieldGroup[] {
  return [
    {
      fields: [
        field('label', 'text', { required: true }),
        field('labelAr', 'text'),
        ...(isThere ? [] : [field('key', 'text', { help: word('keyHelp'), wide: true })]),
      ],
    },
    {
      label: 'custom-fields:group.type',
      fields: [
        ...(isThere ? [] : fixed),
        field('options', 'optionRows', {
          wide: true,
          required: true,
          errors: { required: 'custom-fields:error.options' },
        }),
        ...defaultFields,
      ],
    },
    {
      label: 'custom-fields:group.rules',
      fields: [
        field('required', 'checkbox', { help: word('requiredHelp'), wide: true }),
        field('unique', 'checkbox', { wide: true, errors: { duplicate: 'custom-fields:error.duplicate' } }),
        field('searchable', 'checkbox', { wide: true }),
      ],
    },
    {
      label: 'custom-fields:group.place',
      fields: [
        field('section', 'text', { help: word('sectionHelp') }),
        field('sectionAr', 'text'),
        field('helpText', 'prose', { wide: true }),
        field('helpTextAr', 'prose', { wide: true }),
      ],
    },
  ];
}

/** What the chosen type has no use for. */
export function hidesField({ key, words }: Field, values: Values): boolean {
  const type = values.type as CustomFieldType;
  switch (key) {
    case 'linkTo':
      return type !== 'link';
    case 'options':
      return !hasOptions(type);
    case 'unique':
      return !canBeUnique(type);
    case 'searchable':
      return !canBeSearched(type);
    case 'defaultValue':
      return words !== type || !canHaveDefault(type) || values.unique === true;
    default:
      return false;
  }
}

/** A key of the API from a name: "Renewal date" → renewalDate; names without Latin letters are numbered. */
export function keyFrom(label: string, taken: readonly string[]): string {
  const words = label
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const joined = words
    .map((one, index) => (index === 0 ? one.toLowerCase() : one.charAt(0).toUpperCase() + one.slice(1)))
    .join('')
    .replace(/^\d+/, '')
    .slice(0, 36);
  const plain = joined === '' ? 'field' : joined.charAt(0).toLowerCase() + joined.slice(1);
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? plain : `${plain}${number}`;
    if (!taken.includes(key)) return key;
  }
}
