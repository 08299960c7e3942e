import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLogLine } from './embedded-process.ts';
import { serverSettings } from './embedded-settings.ts';
import { findServiceUser, runAs } from './embedded-user.ts';

test('Without user namespaces root becomes postgres, else nobody, and says so when there is neither', () => {
  const root = 'root:x:0:0:root:/root:/bin/sh\n';
  const nobody = 'nobody:x:65534:65533::/:/bin/false\n';
  const postgres = 'postgres:x:105:113::/var/lib/postgresql:/bin/bash\n';
  assert.deepEqual(findServiceUser(root + nobody + postgres), { uid: 105, gid: 113 });
  assert.deepEqual(findServiceUser(root + nobody), { uid: 65534, gid: 65533 });
  assert.throws(
    () => findServiceUser(root),
    /^Error: PostgreSQL refuses to run as root, user namespaces are forbidden here/,
  );
});

test('A runner puts its words before the command, or becomes its user', () => {
  assert.deepEqual(runAs({ prefix: ['unshare', '--user'] }, 'postgres', ['-D', 'x']), [
    'unshare',
    ['--user', 'postgres', '-D', 'x'],
    {},
  ]);
  assert.deepEqual(runAs({ prefix: [], uid: 5, gid: 6 }, 'postgres', []), [
    'postgres',
    [],
    { uid: 5, gid: 6 },
  ]);
});

test('Memory follows the machine, between bounds', () => {
  const gigabyte = 1024 ** 3;
  const shared = (memoryBytes: number) =>
    serverSettings({ socketDir: '/s', port: 1, memoryBytes }).shared_buffers;
  assert.equal(shared(0.1 * gigabyte), '32MB');
  assert.equal(shared(1 * gigabyte), '128MB');
  assert.equal(shared(2 * gigabyte), '256MB');
});

test("A line of PostgreSQL's log is taken apart", () => {
  assert.deepEqual(parseLogLine('autovacuum worker: ERROR:  canceling autovacuum task'), {
    process: 'autovacuum worker',
    label: 'ERROR',
    text: 'canceling autovacuum task',
  });
  assert.deepEqual(parseLogLine('FATAL:  could not map: x:  y'), {
    process: '',
    label: 'FATAL',
    text: 'could not map: x:  y',
  });
  assert.deepEqual(parseLogLine('\tat line 3'), { process: '', label: 'LOG', text: '\tat line 3' });
});
