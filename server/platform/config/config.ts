import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { makeDataDir } from './data-dir.ts';
import type { S3Settings } from './s3-settings.ts';
import { keepSecretKey, parseSecretKey } from './secret-key.ts';
import { type LogLevel, readSettings } from './settings.ts';
import { startProblem } from './start-problem.ts';

/** Everything that the environment decides, read and checked once at start. Settings in the database are elsewhere. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Absolute path. Holds the embedded database, the files and the generated secret. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolSize: number;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Never used as it is: `deriveKey` gives each purpose its own key. A KeyObject does not print its bytes. */
  readonly secretKey: KeyObject;
  readonly secretFrom: 'setting' | 'data folder';
  readonly logLevel: LogLevel;
  /** Fastify's `trustProxy`: nobody, everybody, a number of hops, or addresses and ranges. */
  readonly trustProxy: boolean | number | string[];
  readonly metricsToken: string | undefined;
  /** Requests to the API in a minute for each key, session or, without either, address. */
  readonly rateLimitPerMinute: number;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Lets SMTP, SMS and AI providers live on loopback and private addresses. */
  readonly allowPrivateProviders: boolean;
  /** The most bytes of one file at a record. */
  readonly fileMostBytes: number;
  /** The most bytes of a file to import. */
  readonly importMostBytes: number;
  /** The most bytes that the files of one company may take together. */
  readonly fileQuotaBytes: number;
  /** Absent: files lie under `dataDir`. */
  readonly s3: S3Settings | undefined;
};

/** The folder of this installation: relative paths in settings start here, wherever the command was typed. */
export const installationDir = resolve(import.meta.dirname, '../../..');

/**
 * Reads the settings from the environment and from an optional `.env` in `root`, or the file that ENV_FILE names
 * (the environment wins); makes the data folder and, when SECRET_KEY is unset, the kept secret. Throws a start
 * problem with one line per bad setting.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, root: string = installationDir): Config {
  const { settings, problems } = readSettings({
    ...readEnvFile(resolve(root, env.ENV_FILE || '.env')),
    ...withoutEmpty(env),
  });
  const given = settings.secretKey === undefined ? undefined : parseSecretKey(settings.secretKey);
  if (typeof given === 'string') problems.push(given);
  if (problems.length > 0) throw startProblem(problems.join('\n'));

  const dataDir = resolve(root, settings.dataDir);
  makeDataDir(dataDir);
  const secretKey = given === undefined || typeof given === 'string' ? keepSecretKey(dataDir) : given;
  return { ...settings, dataDir, secretKey, secretFrom: given === undefined ? 'data folder' : 'setting' };
}

function readEnvFile(path: string): Record<string, string> {
  if (!existsSync(path)) return {};
  try {
    return withoutEmpty(parseEnv(readFileSync(path, 'utf8')));
  } catch (error) {
    throw startProblem(`The settings file ${path} cannot be read: ${(error as Error).message}.`, error);
  }
}

// An empty value means "not set": compose files and .env templates leave such lines behind.
function withoutEmpty(env: NodeJS.ProcessEnv | NodeJS.Dict<string>): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value.trim() !== '') set[name] = value.trim();
  }
  return set;
}
