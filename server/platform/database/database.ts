import { CamelCasePlugin, Kysely, type KyselyPlugin, PostgresDialect, type UnknownRow } from 'kysely';
import pg from 'pg';
import type { Database } from './row-types.generated.ts';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;
/** Queries of one transaction. There is no other way to the tables: a query outside a transaction sees nothing. */
export type Transaction = Kysely<Database>;

const oid = {
  int8: 20,
  date: 1082,
  timestamptz: 1184,
  dateArray: 1182,
  timestamptzArray: 1185,
  int8Array: 1016,
};

const identity = (text: string) => text;

/** PostgreSQL's own spelling of an instant in UTC, as RFC 3339: microseconds are kept, so cursors lose no rows. */
export function instantFromDatabase(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11).replace(/([+-]00)(:?00)?$/, '')}Z`;
}

/** bigint for int8, exact text for numeric, date and timestamptz: nothing passes through a float or a JS Date. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') => {
    if (id === oid.int8) return BigInt;
    if (id === oid.date) return identity;
    if (id === oid.timestamptz) return instantFromDatabase;
    return pg.types.getTypeParser(id, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

export type PoolOptions = { url: string; size: number; applicationName: string; role?: string };

/** A pool of connections as the app's login role. Sessions always run in UTC. */
export function openPool({ url, size, applicationName, role }: PoolOptions): Pool {
  const settings = ['-c TimeZone=UTC', '-c plan_cache_mode=force_custom_plan', '-c statement_timeout=60000'];
  if (role) settings.push(`-c role=${role}`);
  // Options in the address would silently replace ours, so they are taken out of it and set before them.
  const address = new URL(url);
  const given = address.searchParams.get('options');
  if (given) settings.unshift(given);
  address.searchParams.delete('options');
  const pool = new pg.Pool({
    connectionString: address.href,
    max: size,
    types,
    // Statements that do not wait for one another's answers are sent together.
    pipeline: true,
    application_name: applicationName,
    options: settings.join(' '),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  });
  // A connection that breaks between two statements emits `error` on itself, and one that nobody hears ends the process.
  // The next statement fails and says so to whoever waits for it; the pool opens another connection.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // The same for a connection that rests in the pool: it is dropped. Whoever wants to log it adds a listener.
  pool.on('error', () => undefined);
  return pool;
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });
/** Table and column names from camelCase; rows come with camelCase keys already. */
const plugin: KyselyPlugin = {
  transformQuery: (query) => camelCase.transformQuery(query),
  transformResult: async ({ result }) => result,
};

const keyOf = (column: string) => column.replace(/_([a-z\d])/g, (_, next: string) => next.toUpperCase());

/** Rows as objects with camelCase keys, made in one go: a list has thousands of values. */
function rowsOf({ fields, rows }: pg.QueryArrayResult<unknown[]>): UnknownRow[] {
  const keys = fields.map(({ name }) => keyOf(name));
  return rows.map((values) => {
    const row: UnknownRow = {};
    for (let index = 0; index < keys.length; index += 1) row[keys[index] ?? ''] = values[index];
    return row;
  });
}

/** SQLSTATE of every statement that follows a failed one in its transaction. */
const transactionAborted = '25P02';

const queriesOfClient = new WeakMap<PoolClient, Kysely<Database>>();

/** Kysely bound to one connection, made once per connection and never releasing it: the transaction owns it. */
export function queriesOn(client: PoolClient): Kysely<Database> {
  let queries = queriesOfClient.get(client);
  if (!queries) {
    let cause: unknown;
    const query = async (text: string, values: unknown[]) => {
      try {
        const result = await client.query<unknown[]>({ text, values, rowMode: 'array' });
        return { ...result, rows: rowsOf(result) };
      } catch (error) {
        // Statements that were sent together all fail with the first: whoever waits for any of them hears why.
        if ((error as { code?: string }).code === transactionAborted && cause) throw cause;
        cause = error;
        throw error;
      }
    };
    const held = { query, release() {} };
    queries = new Kysely<Database>({
      dialect: new PostgresDialect({
        pool: { connect: async () => held, end: async () => {}, options: {} } as never,
      }),
      plugins: [plugin],
    });
    queriesOfClient.set(client, queries);
  }
  return queries;
}
