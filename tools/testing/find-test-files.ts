import { readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { walk } from '../walk.ts';

const FOLDERS = ['domain', 'server', 'web', 'tools', 'bin', 'bench', 'test'];

export type TestFiles = { plain: string[]; browser: string[] };

/**
 * The test files of the tree, or of the given files and folders, as paths relative to `root`.
 * Files that drive a browser are told apart because they run one at a time, after the others.
 */
export function findTestFiles(root: string, chosen: string[], from = root): TestFiles {
  const all =
    chosen.length === 0 ? FOLDERS.flatMap((folder) => walk(root, folder)) : expand(root, chosen, from);
  const files: TestFiles = { plain: [], browser: [] };
  for (const file of new Set(all.filter((path) => /\.test\.tsx?$/.test(path)))) {
    const drivesBrowser =
      file.startsWith('test/browser/') ||
      /^(?:import|\}).*\bbrowser\.ts'/m.test(readFileSync(join(root, file), 'utf8'));
    files[drivesBrowser ? 'browser' : 'plain'].push(file);
  }
  return files;
}

function expand(root: string, chosen: string[], from: string): string[] {
  return chosen.flatMap((name) => {
    const path = relative(root, resolve(from, name));
    if (statSync(join(root, path), { throwIfNoEntry: false }) === undefined)
      throw new Error(`No such file or folder: ${name}`);
    return statSync(join(root, path)).isDirectory() ? walk(root, path) : [path];
  });
}
