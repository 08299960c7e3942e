import { type CustomField, type CustomFieldType, customFieldKinds } from '#domain/custom-fields.ts';
import type { Call } from '#platform/access/call.ts';
import { customFieldsOf } from './definitions.ts';

type JsonSchema = { [member: string]: unknown };

const decimal = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };

const shapes: Record<Exclude<CustomFieldType, 'choice' | 'multiChoice'>, JsonSchema> = {
  text: { type: 'string', maxLength: 2000 },
  number: { ...decimal, description: 'A decimal as text; numbers are taken as well.' },
  money: {
    type: 'object',
    properties: { amount: decimal, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
    required: ['amount', 'currency'],
    additionalProperties: false,
  },
  date: { type: 'string', format: 'date' },
  boolean: { type: 'boolean' },
  url: { type: 'string', format: 'uri', maxLength: 2000 },
  email: { type: 'string', format: 'email', maxLength: 254 },
  phone: { type: 'string', maxLength: 40 },
  member: { type: 'string', format: 'uuid', description: 'The id of a member.' },
  link: { type: 'string', format: 'uuid' },
};

function shapeOf(field: CustomField): JsonSchema {
  const { type, options, linkTo } = field;
  const words = options.map(({ value }) => value);
  if (type === 'choice') return { type: 'string', enum: words };
  if (type === 'multiChoice') {
    return { type: 'array', items: { type: 'string', enum: words }, uniqueItems: true };
  }
  if (type === 'link') return { ...shapes.link, description: `The id of a ${linkTo}.` };
  return shapes[type];
}

/** One kind's custom fields as a JSON Schema (2020-12): what records of this company carry in `custom`. */
export function customSchema(fields: readonly CustomField[]): JsonSchema {
  const properties = fields.map((field) => [
    field.key,
    {
      title: field.label,
      ...(field.helpText ? { 'x-help': field.helpText } : {}),
      ...(field.unique ? { 'x-unique': true } : {}),
      ...(field.required ? { 'x-required': true } : {}),
      anyOf: [shapeOf(field), { type: 'null' }],
      ...(field.defaultValue === null ? {} : { default: field.defaultValue }),
    },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

export const schemaNameOf = (kind: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}CustomFields`;

/** The schemas of every kind's custom fields, by their names in the document. */
export async function customSchemas(call: Call): Promise<Record<string, JsonSchema>> {
  const entries = customFieldKinds.map(async (kind) => [
    schemaNameOf(kind),
    customSchema(await customFieldsOf(call, kind)),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, JsonSchema>;
}

/** A document of its own that holds nothing but these schemas. */
export async function describeCustomFields(call: Call) {
  return {
    openapi: '3.1.0',
    info: { title: 'Custom fields', version: String(call.accessVersion) },
    components: { schemas: await customSchemas(call) },
  };
}
