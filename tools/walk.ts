import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', '.cache']);

/** Every file under `root/folder`, as sorted paths relative to `root` with forward slashes; an absent folder has none. */
export function walk(root: string, folder = '.'): string[] {
  const found: string[] = [];
  const visit = (directory: string): void => {
    for (const entry of list(directory)) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) found.push(relative(root, path).split(sep).join('/'));
    }
  };
  visit(join(root, folder));
  return found.sort();
}

function list(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    // A folder may vanish between two readings while somebody works in the tree.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
