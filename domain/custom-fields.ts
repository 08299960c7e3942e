import { z } from 'zod';
import { type FieldErrorCode, fieldProblem } from './field-errors.ts';
import { optionalProse, optionalText, rule, text, uuid } from './fields.ts';

/** The kinds of record that companies may add fields to. */
export const customFieldKinds = ['lead', 'account', 'contact', 'opportunity', 'quote'] as const;
export type CustomFieldKind = (typeof customFieldKinds)[number];

export function hasCustomFields(kind: string): kind is CustomFieldKind {
  return (customFieldKinds as readonly string[]).includes(kind);
}

export const customFieldTypes = [
  'text',
  'number',
  'money',
  'date',
  'choice',
  'multiChoice',
  'boolean',
  'url',
  'email',
  'phone',
  'member',
  'link',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

const named = (types: readonly CustomFieldType[]) => (type: CustomFieldType) => types.includes(type);

/** Types whose values two records can be kept from sharing. */
export const canBeUnique = named(['text', 'number', 'date', 'url', 'email', 'phone']);
/** Types whose values the search can find. */
export const canBeSearched = named(['text', 'url', 'email', 'phone']);
/** Types that new records can start with a value of. */
export const canHaveDefault = named([
  'text',
  'number',
  'money',
  'date',
  'choice',
  'multiChoice',
  'boolean',
  'url',
]);
export const hasOptions = named(['choice', 'multiChoice']);
/** Types that lists filter by a range of. */
export const hasRange = named(['number', 'money', 'date']);

export const mostCustomFields = 100;
export const longestCustomText = 2_000;
const mostOptions = 200;

export type CustomOption = { value: string; label: string; labelAr: string | null; active: boolean };

/** A field as a company has defined it and as `GET /custom-fields` shows it. */
export type CustomField = {
  id: string;
  kind: CustomFieldKind;
  /** The member of `custom` on the wire; never changes. */
  key: string;
  label: string;
  labelAr: string | null;
  type: CustomFieldType;
  linkTo: CustomFieldKind | null;
  options: CustomOption[];
  required: boolean;
  unique: boolean;
  searchable: boolean;
  defaultValue: unknown;
  helpText: string | null;
  helpTextAr: string | null;
  section: string | null;
  sectionAr: string | null;
  position: number;
  version: number;
  archivedAt: string | null;
};

/** What an amount of a custom field looks like on the wire. */
export type CustomMoney = { amount: string; currency: string };

// Every object has members of these names already, such as `constructor`.
const isInherited = (name: string) => name in {};

const key = text(40).check(
  rule((value) => value.length > 40 || /^[a-z][a-zA-Z0-9]*$/.test(value), 'invalid_format', {
    format: 'a small letter, then letters and digits',
  }),
  rule((value) => !isInherited(value), 'not_allowed'),
);

const option = z.strictObject({
  // A list of choices is filtered by commas.
  value: text(120).check(rule((value) => !value.includes(','), 'invalid_characters')),
  label: text(120),
  labelAr: optionalText(120),
  active: z.boolean().default(true),
});

type Valued = { value: string };

const options = z
  .array(option)
  .max(mostOptions)
  .check(rule<Valued[]>((all) => new Set(all.map(({ value }) => value)).size === all.length, 'duplicate'));

const changeable = {
  label: text(120),
  labelAr: optionalText(120),
  options: options.optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  searchable: z.boolean().optional(),
  /** Any value of the field itself; null for none. */
  defaultValue: z.unknown().optional(),
  helpText: optionalProse(500),
  helpTextAr: optionalProse(500),
  section: optionalText(120),
  sectionAr: optionalText(120),
};

const base = z.strictObject({
  kind: z.enum(customFieldKinds),
  key,
  type: z.enum(customFieldTypes),
  linkTo: z.enum(customFieldKinds).nullable().optional(),
  ...changeable,
});

type Defined = Partial<z.output<typeof base>>;

const fits = (
  holds: (type: CustomFieldType, given: Defined) => boolean,
  code: FieldErrorCode,
  path: string,
) => rule<Defined>((given) => !given.type || holds(given.type, given), code, {}, [path]);

const isGiven = (value: unknown) => value !== undefined && value !== null;

/** What does not fit the type of a field, by the names of its members. */
const typeRules = [
  fits((type, { options }) => !hasOptions(type) || (options?.length ?? 0) > 0, 'required', 'options'),
  fits((type, { options }) => hasOptions(type) || !options?.length, 'not_allowed', 'options'),
  fits((type, { linkTo }) => type !== 'link' || isGiven(linkTo), 'required', 'linkTo'),
  fits((type, { linkTo }) => type === 'link' || !isGiven(linkTo), 'not_allowed', 'linkTo'),
  fits((type, { unique }) => canBeUnique(type) || !unique, 'not_allowed', 'unique'),
  fits((type, { searchable }) => canBeSearched(type) || !searchable, 'not_allowed', 'searchable'),
  fits(
    (type, { defaultValue, unique }) => (canHaveDefault(type) && !unique) || !isGiven(defaultValue),
    'not_allowed',
    'defaultValue',
  ),
];

export const customFieldCreate = base.check(...typeRules);
/** Kind, key and type stand in records and never change. */
export const customFieldPatch = z.strictObject(changeable).partial();
export type CustomFieldCreate = z.output<typeof customFieldCreate>;
export type CustomFieldPatch = z.output<typeof customFieldPatch>;

/** The rules between the type and the rest, for a field as it would become; empty when it may. */
export function definitionProblems(
  field: Pick<CustomField, 'type' | 'options' | 'unique' | 'searchable' | 'defaultValue'>,
) {
  const { type } = field;
  const no = (path: string) => fieldProblem(path, 'not_allowed');
  return [
    ...(hasOptions(type) && field.options.length === 0 ? [fieldProblem('options', 'required')] : []),
    ...(!hasOptions(type) && field.options.length > 0 ? [no('options')] : []),
    ...(!canBeUnique(type) && field.unique ? [no('unique')] : []),
    ...(!canBeSearched(type) && field.searchable ? [no('searchable')] : []),
    ...((!canHaveDefault(type) || field.unique) && isGiven(field.defaultValue) ? [no('defaultValue')] : []),
  ];
}

/** All live fields of a kind in their new order, each with the section that it stands in. */
export const customFieldOrder = z.strictObject({
  kind: z.enum(customFieldKinds),
  fields: z
    .array(z.strictObject({ id: uuid, section: optionalText(120), sectionAr: optionalText(120) }))
    .min(1)
    .max(mostCustomFields),
});
export type CustomFieldOrder = z.output<typeof customFieldOrder>;

/**
 * What a record's body says of its custom fields. Which keys there are and what they take depends on the company: the
 * server checks each against its definition.
 */
export const customValues = z
  .record(z.string().max(40), z.unknown())
  .meta({
    description:
      'Values of the fields that the company has added, by their key. In a patch, null clears one.',
    'x-custom-fields': true,
  })
  .optional();
