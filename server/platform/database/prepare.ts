import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { deriveKey } from '../config/secret-key.ts';
import { findRunningEmbedded, startEmbeddedPostgres } from './embedded.ts';
import { type MigrationResult, migrate } from './migrate.ts';
import { ensureRoles } from './roles.ts';

export type PreparedDatabase = MigrationResult & {
  /** The app's login role: everything that serves requests or jobs uses this address. */
  appUrl: string;
  appRole: string;
  /** The address that roles and migrations are made with. Passes every wall; never for requests. */
  adminUrl: string;
  /** Settles with a few words when an embedded PostgreSQL of this process ends; absent otherwise. */
  ended: Promise<string> | undefined;
  stop(): Promise<void>;
};

/** The password of the app's login role, the same in every process that has the same secret. */
export function appPassword(config: Pick<Config, 'secretKey'>): string {
  return deriveKey(config, 'database app role').toString('base64url');
}

/**
 * A database that is ready for this code: the one of DATABASE_URL, or else the embedded one, started; with its
 * roles made and its migrations applied. `besideRunning` uses the embedded one of a Parley that is running, where
 * the default refuses to share the data folder. Throws a start problem for whatever a user can mend.
 */
export async function prepareDatabase(options: {
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKey'>;
  log: Logger;
  besideRunning?: boolean;
}): Promise<PreparedDatabase> {
  const { config, log } = options;
  const server = await openServer(options);
  try {
    const { adminUrl, ended, stop } = server;
    const { appUrl, appRole } = await ensureRoles({ adminUrl, appPassword: appPassword(config) });
    const migrated = await migrate({ adminUrl, appRole, log });
    return { ...migrated, appUrl, appRole, adminUrl, ended, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

type Server = { adminUrl: string; ended: Promise<string> | undefined; stop(): Promise<void> };

async function openServer(options: Parameters<typeof prepareDatabase>[0]): Promise<Server> {
  const { config, log, besideRunning } = options;
  const elsewhere = config.databaseUrl ?? (besideRunning ? findRunningEmbedded(config.dataDir) : undefined);
  if (elsewhere) return { adminUrl: elsewhere, ended: undefined, stop: async () => undefined };
  return startEmbeddedPostgres({ dataDir: config.dataDir, log });
}
