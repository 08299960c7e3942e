import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '../walk.ts';

/** Builds `web/dist` when it is absent or older than any source it is made of; true when there is a bundle. */
export async function buildWebBundle(root: string): Promise<boolean> {
  const config = join(root, 'web/vite.config.ts');
  if (!existsSync(config) || !existsSync(join(root, 'web/main.tsx'))) return false;
  if (isFresh(root)) return true;
  const { build } = await import('vite');
  await build({ configFile: config, logLevel: 'warn' });
  return true;
}

function isFresh(root: string): boolean {
  const built = statSync(join(root, 'web/dist/index.html'), { throwIfNoEntry: false });
  if (built === undefined) return false;
  const sources = [...walk(root, 'web'), ...walk(root, 'domain'), 'package-lock.json'];
  return sources.every(
    (file) => (statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0) < built.mtimeMs,
  );
}
