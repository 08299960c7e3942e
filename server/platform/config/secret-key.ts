import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from './data-dir.ts';
import { startProblem } from './start-problem.ts';

const fileName = 'secret-key';
const samplePattern = /change.?me|example|sample|secret.?key|your.?secret|replace|password/i;

/**
 * A key of 32 bytes for one purpose ("session", "database app role", …): HKDF-SHA256 of the secret (RFC 5869),
 * with the purpose as its info, so that no two purposes share a key and none reveals the secret.
 */
export function deriveKey(config: { readonly secretKey: KeyObject }, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', config.secretKey, 'parley', purpose, 32));
}

/** The key for the SECRET_KEY setting, or the sentence that refuses it. */
export function parseSecretKey(text: string): KeyObject | string {
  if (samplePattern.test(text)) {
    return 'SECRET_KEY is a sample; make your own with "openssl rand -hex 32", or leave it out and Parley keeps one in DATA_DIR.';
  }
  if (text.length < 32 || new Set(text).size < 10) {
    return 'SECRET_KEY must have at least 32 characters that nobody can guess; make one with "openssl rand -hex 32".';
  }
  return createSecretKey(createHash('sha256').update(text, 'utf8').digest());
}

/** The secret kept in the data folder (mode 600), made on first use. */
export function keepSecretKey(dataDir: string): KeyObject {
  const path = join(dataDir, fileName);
  if (!existsSync(path)) createAtomically(path, `${randomBytes(32).toString('hex')}\n`);
  const text = readKept(path);
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw startProblem(
      `The kept secret ${path} is damaged; restore it from a backup, because sessions and stored credentials depend on it.`,
    );
  }
  return createSecretKey(Buffer.from(text, 'hex'));
}

function readKept(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw startProblem(`The kept secret ${path} cannot be read: ${explain(error)}.`, error);
  }
}

/**
 * Writes a private file (mode 600) that appears whole or not at all. When two processes come at once, the first
 * one's file stays and the second's is dropped: `link` refuses an existing name.
 */
export function createAtomically(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, content, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw startProblem(`The file ${path} cannot be written: ${explain(error)}.`, error);
    }
  } finally {
    if (existsSync(temporary)) unlinkSync(temporary);
  }
}
