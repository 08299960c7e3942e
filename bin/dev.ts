import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createServer as createPages } from 'vite';
import { installationDir, readConfig } from '#platform/config/config.ts';

// npm run dev: one address for the browser. Vite serves the pages and replaces what changes in them; everything
// else goes to the server behind it, which starts again when one of its files changes.

const SERVER_PATHS = ['/api', '/healthz', '/readyz', '/metrics'];

const { port, host } = readConfig();
const serverPort = await findFreePort();
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', join(installationDir, 'bin/parley.ts'), 'start', '--no-pages'],
  {
    cwd: installationDir,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(serverPort),
      HOST: '127.0.0.1',
      PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
    },
  },
);

const pages = existsSync(join(installationDir, 'web/main.tsx')) ? await servePages() : undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => server.kill('SIGTERM'));
await once(server, 'exit');
await pages?.close();
process.exit(0);

async function servePages() {
  const target = `http://127.0.0.1:${serverPort}`;
  const vite = await createPages({
    configFile: join(installationDir, 'web/vite.config.ts'),
    // The address of the browser is kept, so that the server sees one site, as it will in production.
    server: {
      port,
      host,
      strictPort: true,
      proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target, changeOrigin: false }])),
    },
  });
  await vite.listen();
  console.log(`Parley for development: http://localhost:${port} (the server behind it starts now)`);
  return vite;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('This machine gave no free port.');
  return address.port;
}
