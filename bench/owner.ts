import pg from 'pg';
import { ownerRole, searchPath } from '#platform/database/roles.ts';

/** A connection as the owner of the tables, whom no wall stops, with the settings of the app's own connections. */
export async function openOwner(adminUrl: string, { asAdmin = false } = {}): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: adminUrl,
    options: '-c TimeZone=UTC -c plan_cache_mode=force_custom_plan',
  });
  await client.connect();
  await client.query(`set search_path to ${await searchPath(client)}`);
  if (!asAdmin) await client.query(`set role ${ownerRole}`);
  return client;
}
