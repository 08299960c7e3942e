import pg from 'pg';

export type Column = {
  name: string;
  /** As PostgreSQL spells it: bigint, text[], numeric(18,4), timestamp with time zone. */
  type: string;
  nullable: boolean;
  hasDefault: boolean;
  generated: boolean;
  /** The only values a CHECK lets in, or null. */
  values: string[] | null;
};

export type Table = { name: string; columns: Column[] };

type Row = {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  has_default: boolean;
  generated: boolean;
  checks: string[];
};

const QUERY = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
    not a.attnotnull as nullable, a.atthasdef and a.attgenerated = '' or a.attidentity = 'd' as has_default,
    a.attgenerated <> '' or a.attidentity = 'a' as generated,
    array(
      select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.conname
    ) as checks
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  order by c.relname collate "C", a.attname collate "C"`;

/** Tables and views of one schema of the database at `url`, and their columns, both sorted by name. */
export async function readTables(url: string, schema: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(QUERY, [schema]);
    const tables = new Map<string, Table>();
    for (const row of rows) {
      const table = tables.get(row.table) ?? { name: row.table, columns: [] };
      tables.set(row.table, table);
      table.columns.push({
        name: row.column,
        type: row.type,
        nullable: row.nullable,
        hasDefault: row.has_default,
        generated: row.generated,
        values: row.checks.map(valuesOfCheck).find((values) => values !== null) ?? null,
      });
    }
    return [...tables.values()];
  } finally {
    await client.end();
  }
}

/** The values of `CHECK ((status = ANY (ARRAY['new'::text, 'won'::text])))`, or null for any other condition. */
export function valuesOfCheck(definition: string): string[] | null {
  const one = "'(?:[^']|'')*'::text";
  const list = new RegExp(`^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[(${one}(?:, ${one})*)\\]\\)\\)\\)$`).exec(
    definition,
  )?.[1];
  const single = new RegExp(`^CHECK \\(\\(\\w+ = (${one})\\)\\)$`).exec(definition)?.[1];
  const found = list ?? single;
  if (found === undefined) return null;
  return [...found.matchAll(/'((?:[^']|'')*)'::text/g)].map((match) =>
    (match[1] ?? '').replaceAll("''", "'"),
  );
}
