import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import { installationDir } from '../config/config.ts';
import { startProblem } from '../config/start-problem.ts';
import { queueSchema } from './roles.ts';

/**
 * Installs or updates the job queue's tables, as the owner, from pg-boss's own printed plans. The queue itself
 * runs as the app's login role, which may not change tables, so it must be started with `migrate: false`.
 */
export async function installQueue(client: pg.Client): Promise<'installed' | 'updated' | 'current'> {
  const wanted = wantedVersion();
  const found = await installedVersion(client);
  if (found === undefined) {
    await client.query(getConstructionPlans(queueSchema, { createSchema: false }));
    return 'installed';
  }
  if (found > wanted) {
    throw startProblem(
      `The database was used by a newer Parley (its job queue has version ${found}, this one knows ${wanted}); start that version, or restore a backup made before it.`,
    );
  }
  if (found === wanted) return 'current';
  for (const statement of splitPlan(getMigrationPlans(queueSchema, found))) await client.query(statement);
  return 'updated';
}

function wantedVersion(): number {
  const path = join(installationDir, 'node_modules/pg-boss/package.json');
  const { pgboss } = JSON.parse(readFileSync(path, 'utf8')) as { pgboss: { schema: number } };
  return pgboss.schema;
}

async function installedVersion(client: pg.Client): Promise<number | undefined> {
  const exists = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    `${queueSchema}.version`,
  ]);
  if (!exists.rows[0]?.found) return undefined;
  const { rows } = await client.query<{ version: number }>(`select version from ${queueSchema}.version`);
  return rows[0]?.version;
}

/**
 * A plan is one transaction, followed by index builds that must run outside of any: those go one by one,
 * because several statements sent at once form a transaction.
 */
export function splitPlan(plan: string): string[] {
  const end = /^\s*COMMIT;\s*$/m.exec(plan);
  if (!end) return [plan];
  const after = end.index + end[0].length;
  const builds = plan.slice(after).split(/;\s*$/m);
  return [plan.slice(0, after), ...builds].filter((statement) => statement.trim() !== '');
}
