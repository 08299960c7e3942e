import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '#platform/config/data-dir.ts';
import { startProblem } from '#platform/config/start-problem.ts';

/** `absent`: this installation has no web client to build. */
export type WebBundle = 'current' | 'built' | 'absent';

/**
 * Builds `web/dist` unless it was built from exactly these sources. The build happens beside it and is moved into
 * place, so that a running server never serves half a bundle. `onBuild` is told before the slow part.
 */
export async function ensureWebBundle(root: string, onBuild: () => void): Promise<WebBundle> {
  if (!['index.html', 'main.tsx'].every((file) => existsSync(join(root, 'web', file)))) return 'absent';
  const stamp = hashOfSources(root);
  const dist = join(root, 'web/dist');
  if (readStamp(dist) === stamp) return 'current';
  onBuild();
  const building = join(root, `.cache/web-${process.pid}`);
  try {
    mkdirSync(building, { recursive: true });
    const { build } = await import('vite');
    await build({
      configFile: join(root, 'web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: building, emptyOutDir: true },
    });
    writeFileSync(join(building, '.stamp'), stamp);
    moveInto(building, dist);
  } catch (error) {
    throw startProblem(`The web pages cannot be built into ${dist}: ${explain(error)}`, error);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return 'built';
}

/** Whether `web/dist` is there and made from the sources as they are. */
export function webBundleState(root: string): 'current' | 'stale' | 'missing' {
  const dist = join(root, 'web/dist');
  if (!existsSync(join(dist, 'index.html'))) return 'missing';
  return readStamp(dist) === hashOfSources(root) ? 'current' : 'stale';
}

function moveInto(building: string, dist: string): void {
  const old = `${building}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  try {
    renameSync(building, dist);
  } catch (error) {
    // Another process that starts at the same moment has put the same bundle there.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

function readStamp(dist: string): string | undefined {
  const path = join(dist, '.stamp');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

// Contents rather than times: a fresh checkout or a copied image has new times and the same sources.
function hashOfSources(root: string): string {
  const files = globSync(['web/**/*', 'domain/**/*', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => ['dist', 'node_modules'].includes(entry.name) || entry.name.startsWith('.'),
  })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
