import { z } from 'zod';

export type JsonSchema = { [key: string]: unknown };

/** Writes Zod schemas as JSON Schema 2020-12, the dialect of OpenAPI 3.1; named and recursive ones go to `components`. */
export type SchemaWriter = {
  components: Record<string, JsonSchema>;
  /** `input` is what a client may send, `output` what it gets. */
  write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema;
};

export function schemaWriter(): SchemaWriter {
  const components: Record<string, JsonSchema> = {};
  let unnamed = 0;
  return {
    components,
    write(schema, io) {
      const { $schema, $defs, ...written } = z.toJSONSchema(schema, {
        io,
        // What JSON Schema cannot say (a transform, a check in code) is left open rather than refused.
        unrepresentable: 'any',
        cycles: 'ref',
        reused: 'inline',
      }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
      void $schema;
      const names = new Map<string, string>();
      for (const name of Object.keys($defs ?? {})) {
        names.set(
          name,
          name.startsWith('__') ? `Schema${++unnamed}` : `${name}${io === 'input' ? 'Input' : ''}`,
        );
      }
      for (const [name, definition] of Object.entries($defs ?? {})) {
        components[names.get(name) ?? name] = withReferences(definition, names);
      }
      return withReferences(written, names);
    },
  };
}

function withReferences(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value) => {
    if (key !== '$ref' || typeof value !== 'string') return value as unknown;
    const name = value.replace('#/$defs/', '');
    return `#/components/schemas/${names.get(name) ?? name}`;
  }) as JsonSchema;
}

/** The properties of an object schema, with which of them must be there. Empty for any other schema. */
export function propertiesOf(schema: JsonSchema): { name: string; schema: JsonSchema; required: boolean }[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = new Set((schema.required ?? []) as string[]);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    schema: property,
    required: required.has(name),
  }));
}
