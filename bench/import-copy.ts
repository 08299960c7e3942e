import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { openOwner } from './owner.ts';

const tables = ['lead', 'lead_status_change', 'import_row'] as const;
type Table = (typeof tables)[number];

const ofImport: Record<Table, string> = {
  lead: 'id in (select record_id from import_row where import_id = $)',
  lead_status_change: 'record_id in (select record_id from import_row where import_id = $)',
  import_row: 'import_id = $',
};

async function columnsOf(client: pg.Client, table: Table): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows[0]!.names;
}

/**
 * The very rows that an import wrote, by bare COPY into the same tables with all their indexes and constraints: seconds for
 * the leads alone, and for what else an import keeps of each (its history and its line of the ledger). Takes the import away.
 */
export async function copyAgain(
  adminUrl: string,
  importId: string,
  folder: string,
): Promise<{ leads: number; rest: number }> {
  const owner = await openOwner(adminUrl);
  const admin = await openOwner(adminUrl, { asAdmin: true });
  const whose = (table: Table) => ofImport[table].replace('$', `'${importId}'`);
  const file = (table: Table) => join(folder, `${table}.copy`);
  const names = new Map<Table, string>();
  for (const table of tables) {
    names.set(table, await columnsOf(owner, table));
    const rows = `select ${names.get(table)} from ${table} where ${whose(table)}`;
    await pipeline(owner.query(to(`copy (${rows}) to stdout`)), createWriteStream(file(table)));
  }
  await admin.query(`set session_replication_role = replica`);
  for (const table of ['lead_status_change', 'lead', 'import_row'] as const) {
    await admin.query(`delete from ${table} where ${whose(table)}`);
  }
  // What the rows of the import left behind in the indexes would slow their second coming.
  for (const table of tables) await admin.query(`vacuum (full, analyze) ${table}`);
  await admin.query('checkpoint');
  const load = async (table: Table) => {
    const begun = performance.now();
    const target = owner.query(from(`copy ${table} (${names.get(table)}) from stdin`));
    await pipeline(createReadStream(file(table)), target);
    return (performance.now() - begun) / 1000;
  };
  const leads = await load('lead');
  const rest = (await load('lead_status_change')) + (await load('import_row'));
  await owner.end();
  await admin.end();
  return { leads, rest };
}
