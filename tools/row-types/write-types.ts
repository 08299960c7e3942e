import type { Column, Table } from './read-tables.ts';

/** What the driver hands over for each type; see the type parsers of server/platform/database/database.ts. */
const TYPES: Record<string, string> = {
  bigint: 'bigint',
  integer: 'number',
  smallint: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  text: 'string',
  'character varying': 'string',
  uuid: 'string',
  numeric: 'string',
  date: 'string',
  'timestamp with time zone': 'string',
  inet: 'string',
  bytea: 'Buffer',
};

/** The driver's arrays of these come as plain lists of the same values; arrays of others do not. */
const ARRAY_TYPES = new Set(['integer', 'smallint', 'boolean', 'text', 'uuid']);

const HEADER = `// Written by \`npm run row-types\` from the migrated database. Change a migration and run it again.`;

const JSON_TYPES = `
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

// Written as text: the driver would take a list for an array of PostgreSQL's own.
type Json = ColumnType<JsonValue, string, string>;
type JsonOrNull = ColumnType<JsonValue, string | null, string | null>;
type JsonOrDefault = ColumnType<JsonValue, string | undefined, string>;
`;

/** The TypeScript of the tables: one interface per table, and `Database` that names them all for Kysely. */
export function writeTypes(tables: Table[]): string {
  const body = tables.map(tableType).join('\n');
  const rows = tables.map(({ name }) => `  ${camelCase(name)}: ${typeName(name)};`);
  const json = jsonTypes(body);
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) =>
    new RegExp(`\\b${name}<`).test(json + body),
  );
  const imports = used.length === 0 ? '' : `import type { ${used.join(', ')} } from 'kysely';\n`;
  return `${HEADER}\n${imports}${json}\nexport interface Database {\n${rows.join('\n')}\n}\n\n${body}`;
}

/** Only those that are used: the compiler refuses a type that nobody names. */
function jsonTypes(body: string): string {
  if (!/: Json(OrNull|OrDefault)?;/.test(body)) return '';
  return JSON_TYPES.split('\n')
    .filter((line) => {
      const name = /^type (\w+)/.exec(line)?.[1];
      return name === undefined || body.includes(`: ${name};`);
    })
    .join('\n');
}

function tableType({ name, columns }: Table): string {
  const lines = columns.map((column) => `  ${camelCase(column.name)}: ${columnType(name, column)};`);
  return `export interface ${typeName(name)} {\n${lines.join('\n')}\n}\n`;
}

function columnType(table: string, column: Column): string {
  const plain = column.type.replace(/\(.*?\)/, '');
  if (plain === 'jsonb' || plain === 'json') return jsonType(column);
  const base =
    column.values?.map((value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`).join(' | ') ??
    scalarType(table, column.name, plain);
  const type = column.nullable ? `${base} | null` : base;
  if (column.generated) return `GeneratedAlways<${type}>`;
  return column.hasDefault ? `Generated<${type}>` : type;
}

function jsonType({ nullable, hasDefault }: Column): string {
  if (nullable) return 'JsonOrNull';
  return hasDefault ? 'JsonOrDefault' : 'Json';
}

function scalarType(table: string, column: string, type: string): string {
  const element = type.endsWith('[]') ? type.slice(0, -2) : null;
  const found = TYPES[element ?? type];
  if (found === undefined || (element !== null && !ARRAY_TYPES.has(element))) {
    throw new Error(
      `${table}.${column} is ${type}, which has no row type. Choose another type, or teach server/platform/database/database.ts to read it and add it to tools/row-types/write-types.ts.`,
    );
  }
  return element === null ? found : `${found}[]`;
}

const typeName = (table: string): string => {
  const name = camelCase(table);
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Table`;
};

/** As Kysely's CamelCasePlugin does it; a name that would not come back the same is refused. */
function camelCase(name: string): string {
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const back = camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (back !== name)
    throw new Error(
      `${name} has no camelCase name that leads back to it. Use words of small letters joined by "_".`,
    );
  return camel;
}
