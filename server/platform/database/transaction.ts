import { sql } from 'kysely';
import { type Pool, type PoolClient, queriesOn, type Transaction } from './database.ts';
import { isUuid } from './id.ts';

/** What a transaction may see. The database enforces it: see migrations/0001-walls.sql. */
export type Wall =
  | { mode: 'organisation'; orgId: string }
  | { mode: 'range'; orgId: string; path: string }
  /** `above`: the paths of the nodes above them, for what is seen from below. */
  | { mode: 'nodes'; orgId: string; nodeIds: readonly string[]; above?: readonly string[] }
  | { mode: 'sign-in' };

export type TransactionOptions = {
  access: 'read' | 'write';
  /** The access version that the caller's grants were read at. When it has moved on, `accessChanged` is thrown. */
  accessVersion?: number;
};

/** Thrown when grants, roles or the hierarchy changed since they were cached: read them again and retry. */
export const accessChanged: unique symbol = Symbol('access changed');

const pathPattern = /^[0-9.]+$/;

function checked(value: string, ok: boolean): string {
  if (!ok) throw new Error('A transaction was given a tenant or a scope that is not well formed.');
  return value;
}

/**
 * The settings of a wall as literal SET LOCAL statements: they end with the transaction, survive a pooler, and
 * reach the workers of a distributed database. Every value is matched against a pattern before it is written.
 */
export function wallStatements(wall: Wall): string[] {
  if (wall.mode === 'sign-in') return ['set local role parley_auth'];
  const org = `set local app.org = '${checked(wall.orgId, isUuid(wall.orgId))}'`;
  if (wall.mode === 'organisation') return [org, 'set local role parley_org'];
  if (wall.mode === 'range') {
    const path = checked(wall.path, pathPattern.test(wall.path));
    return [org, `set local app.scope = '${path}'`, 'set local role parley_range'];
  }
  const ids = wall.nodeIds.map((id) => checked(id, isUuid(id))).join(',');
  const above = (wall.above ?? []).map((path) => checked(path, pathPattern.test(path))).join(',');
  return [
    org,
    `set local app.ids = '{${ids}}'`,
    `set local app.above = '{${above}}'`,
    'set local role parley_ids',
  ];
}

/** Everything that opens a transaction, as one text: it costs one round trip. */
function opening(wall: Wall, options: TransactionOptions): string {
  const statements = [`begin ${options.access === 'read' ? 'read only' : 'read write'}`];
  if (options.accessVersion !== undefined && wall.mode !== 'sign-in') {
    const org = checked(wall.orgId, isUuid(wall.orgId));
    statements.push(
      `set local app.org = '${org}'`,
      'set local role parley_org',
      `select access_version from organisation where org_id = '${org}'`,
    );
  }
  return [...statements, ...wallStatements(wall)].join('; ');
}

async function open(client: PoolClient, wall: Wall, options: TransactionOptions): Promise<void> {
  const results = (await client.query(opening(wall, options))) as unknown as { rows: unknown[] }[];
  if (options.accessVersion === undefined) return;
  const row = results.find((result) => result.rows.length > 0)?.rows[0] as
    | { access_version: number }
    | undefined;
  if (row?.access_version !== options.accessVersion) throw accessChanged;
}

/** COMMIT of a transaction in which a statement has failed is answered with ROLLBACK, and without an error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command === 'ROLLBACK') throw new Error('A statement of this transaction failed; nothing was saved.');
}

const retried = new Set(['40001', '40P01']);
const mostAttempts = 3;

function isRetried(error: unknown): boolean {
  return error instanceof Error && retried.has((error as { code?: string }).code ?? '');
}

/** Ends the transaction without keeping anything and gives the connection back, or up when its state is unknown. */
async function leave(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

/**
 * One attempt. The statements of `run` are sent right behind those that open the transaction, without waiting for these:
 * should the opening fail, none of them is done, because the login role may do nothing by itself. What the opening says
 * goes before whatever `run` made of it.
 */
async function attempt<T>(
  client: PoolClient,
  wall: Wall,
  options: TransactionOptions,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const opened = open(client, wall, options);
  opened.catch(() => undefined);
  try {
    const result = await run(queriesOn(client));
    await opened;
    if (options.access === 'write') await commit(client);
    return result;
  } catch (error) {
    await opened;
    throw error;
  }
}

/**
 * Runs `run` in one transaction behind `wall` and commits it; any error rolls everything back. After a deadlock or
 * a serialization failure the whole is run again, up to three times: `run` must have no effect but in the database.
 * What has only read is ended after the result is handed over.
 */
export async function inTransaction<T>(
  pool: Pool,
  wall: Wall,
  options: TransactionOptions,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    try {
      const result = await attempt(client, wall, options, run);
      if (options.access === 'write') client.release();
      else void leave(client);
      return result;
    } catch (error) {
      await leave(client);
      if (tries >= mostAttempts || !isRetried(error)) throw error;
    }
  }
}

/** Changes the wall in the middle of a transaction: only set-up and accepting an invitation, which span both sides. */
export async function changeWall(transaction: Transaction, wall: Wall): Promise<void> {
  for (const statement of wallStatements(wall)) await sql.raw(statement).execute(transaction);
}
