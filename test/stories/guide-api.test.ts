import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { installationDir, readConfig } from '#platform/config/config.ts';
import { silentLog } from '#platform/log/log.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { api } from '#test/build/api.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';

const guide = readFileSync(join(installationDir, 'docs/guide-api.md'), 'utf8');
const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);

let database: TestDatabase;
let folder: string;
let server: RunningServer;

before(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'parley-guide-'));
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  server = await startServer({ config, log: silentLog(), databaseUrl: database.appUrl, role: 'all' });
  const setUp = await api(server.url).post('/setup', {
    organisationName: 'Acme',
    name: 'Ann Admin',
    email: 'ann@example.com',
    password: 'a password of twenty',
    currency: 'EUR',
  });
  assert.equal(setUp.status, 201);
});
after(async () => {
  await server?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    return false;
  }
}

test('every command of the guide to the API does what the guide says', { skip: !hasCurl() }, async () => {
  assert.ok(commands.length >= 6);
  const script = `set -euo pipefail\n${commands.join('\n')}`.replace('http://localhost:3000', server.url);
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], { cwd: folder });
  assert.doesNotMatch(stderr, /error/i, stderr);
  assert.match(stdout, /"status":"paid","total":"2676\.43","paid":"2676\.43","balance":"0\.00"/);
  assert.match(stdout, /"code":"stale_version"/);
  assert.match(stdout, /"path":"email","code":"invalid_email"/);
  assert.match(stdout, /"path":"colour","code":"unknown_field"/);
  assert.match(stdout, /INV-\d{4}-00001/);
  assert.match(stdout, /"name":"minutes\.txt"/);
  assert.match(stdout, /"recurrence":\{[^}]*"unit":"quarter"/);
  assert.match(stdout, /Call before noon/);
  const once = [...stdout.matchAll(/"id":"([0-9a-f-]+)","kind":"lead","title":"Once"/g)].map(([, id]) => id);
  assert.ok(once.length >= 2 && new Set(once).size === 1, 'the same key gave the same lead');
});
