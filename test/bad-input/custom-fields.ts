import { bad, type FieldCase, someId } from '#test/build/field-cases.ts';

/** Of a company that has defined no field: what each type refuses is tested beside its rules. */
export const customCases: FieldCase[] = [
  ['custom', 'x', 'invalid_type'],
  ['custom', ['x'], 'invalid_type'],
  ['custom', null, 'required'],
  ['custom', { nope: 1 }, 'unknown_field', 'custom.nope'],
  ['custom', { constructor: 'x' }, 'unknown_field', 'custom.constructor'],
];

const flag = (path: string): FieldCase[] => [
  [path, 'yes', 'invalid_type'],
  [path, 1, 'invalid_type'],
];

const size = { value: 's', label: 'Small' };

export const goodCustomFields: Record<string, unknown> = {
  'POST /custom-fields': { kind: 'lead', key: 'region', label: 'Region', type: 'choice', options: [size] },
  'PATCH /custom-fields/:id': { options: [size] },
  'PUT /custom-fields/order': { kind: 'lead', fields: [{ id: someId }] },
};

const option = (more: object) => [{ value: 'a', label: 'A', ...more }];

const shared: FieldCase[] = [
  ...bad.requiredLine('label', 120),
  ...bad.line('labelAr', 120),
  ...bad.prose('helpText', 500),
  ...bad.prose('helpTextAr', 500),
  ...bad.line('section', 120),
  ...bad.line('sectionAr', 120),
  ...flag('required'),
  ...flag('unique'),
  ...flag('searchable'),
  ['options', 'a', 'invalid_type'],
  ['options', Array(201).fill({ value: 'a', label: 'A' }), 'too_many'],
  ['options', [...option({}), ...option({})], 'duplicate'],
  ['options', [], 'required'],
  ['options', ['a'], 'invalid_type', 'options.0'],
  ...bad.requiredLine('options.0.value', 120),
  ['options.0.value', 'a,b', 'invalid_characters'],
  ...bad.requiredLine('options.0.label', 120),
  ...bad.line('options.0.labelAr', 120),
  ['options.0.active', 'no', 'invalid_type'],
  ['options.0.colour', 'red', 'unknown_field'],
  ['defaultValue', 5, 'invalid_type'],
  ['defaultValue', 'nope', 'unknown_value'],
];
export const customFieldTables: Record<string, FieldCase[]> = {
  'POST /custom-fields': [
    ...shared,
    ...bad.requiredWord('kind'),
    ...bad.requiredWord('type'),
    ...bad.word('linkTo'),
    ['linkTo', 'account', 'not_allowed'],
    ['type', 'number', 'not_allowed', 'options'],
    ['key', '', 'required'],
    ['key', null, 'required'],
    ['key', 'Region', 'invalid_format'],
    ['key', 'two words', 'invalid_format'],
    ['key', '1st', 'invalid_format'],
    ['key', 'constructor', 'not_allowed'],
    ['key', 'toString', 'not_allowed'],
    ['key', `a${'b'.repeat(40)}`, 'too_long'],
    ['key', 7, 'invalid_type'],
  ],
  'PATCH /custom-fields/:id': [
    ...shared,
    ['kind', 'lead', 'unknown_field'],
    ['key', 'other', 'unknown_field'],
    ['type', 'number', 'unknown_field'],
  ],
  'PUT /custom-fields/order': [
    ...bad.requiredWord('kind'),
    ['fields', 'all', 'invalid_type'],
    ['fields', [], 'too_few'],
    ['fields', null, 'required'],
    ['fields', Array(101).fill({ id: someId }), 'too_many'],
    ...bad.id('fields.0.id'),
    ['fields.0.id', null, 'required'],
    ['fields', [{ id: someId }], 'not_found', 'fields.0.id'],
    ...bad.line('fields.0.section', 120),
    ...bad.line('fields.0.sectionAr', 120),
  ],
};
