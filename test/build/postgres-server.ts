import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#platform/database/embedded.ts';
import { silentLog } from '#platform/log/log.ts';

/** Where test processes find the PostgreSQL of the whole run: the address of its superuser. */
export const testPostgresVariable = 'PARLEY_TEST_POSTGRES';

/** A PostgreSQL in a temporary folder, without fsync. It ends with this process, however this process ends. */
export async function startTestPostgres(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog(), durable: false });
  const endWatch = watchOver(server.pid, dataDir);
  server.unref();
  const stop = async () => {
    await server.stop();
    endWatch();
  };
  return { adminUrl: server.adminUrl, stop };
}

// A shell that waits for its input to close, which the kernel does when this process ends, even on kill -9.
function watchOver(pid: number, dataDir: string): () => void {
  const script = 'read -r _; kill -QUIT "$0" 2>/dev/null && sleep 1; rm -rf "$1"';
  const shell = spawn('sh', ['-c', script, String(pid), dataDir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => shell.stdin?.end();
}
