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
        // The format says it in a word; the pattern behind it would be most of the document.
        override: ({ jsonSchema }) => {
          if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
        },
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

/**
 * Moves the schema of each kind of record, which many answers repeat, to `components` under the name of its kind, and
 * returns the node with references in its place.
 */
export function nameRecords<Node>(node: Node, components: Record<string, JsonSchema>): Node {
  if (Array.isArray(node)) return node.map((item) => nameRecords(item, components)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const inside = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, nameRecords(value as unknown, components)]),
  );
  const kind = (inside.properties as Record<string, JsonSchema> | undefined)?.kind?.const;
  if (inside.type !== 'object' || typeof kind !== 'string') return inside as Node;
  const name = nameFor(kind, inside, components);
  components[name] = inside;
  return { $ref: `#/components/schemas/${name}` } as Node;
}

function nameFor(kind: string, schema: JsonSchema, components: Record<string, JsonSchema>): string {
  const words = kind.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const text = JSON.stringify(schema);
  for (let number = 1; ; number += 1) {
    const name = words.join('') + (number === 1 ? '' : number);
    if (components[name] === undefined || JSON.stringify(components[name]) === text) return name;
  }
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
