import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { explain } from '../config/data-dir.ts';
import { startProblem } from '../config/start-problem.ts';
import { type Store, storeKey } from './store.ts';

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A rename is only kept through a power cut once its folder is written too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The store as a folder. Content is written beside it, forced to the disk, and only then given its name. */
export function diskStore(folder: string): Store {
  const pathOf = (key: string) => join(folder, storeKey(key));
  const unfinished = (key: string) => join(folder, 'unfinished', basename(storeKey(key)));

  async function put(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const [path, temporary] = [pathOf(key), unfinished(key)];
    await mkdir(dirname(temporary), { recursive: true, mode: 0o700 });
    try {
      const file = createWriteStream(temporary, { mode: 0o600, flush: true });
      await pipeline(Readable.from(chunks, { objectMode: false }), file);
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(temporary, path);
      await syncFolder(dirname(path));
      if (made) await syncFolder(dirname(dirname(path)));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    name: 'disk',
    put,
    get: async (key, range) => {
      const path = pathOf(key);
      const size = await sizeOf(path);
      if (size === null) return null;
      return createReadStream(path, range ? { start: range.from, end: range.to } : {});
    },
    exists: async (key) => (await sizeOf(pathOf(key))) !== null,
    delete: async (key) => {
      await rm(pathOf(key), { force: true });
      await rm(unfinished(key), { force: true });
    },
    check: async () => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        throw startProblem(`The folder of the files, ${folder}, cannot be used: ${explain(error)}.`, error);
      }
    },
    close: async () => {},
  };
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
