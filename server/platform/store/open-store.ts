import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';
import type { Store } from './store.ts';

/** The store that the settings name: a bucket, or the folder `files` under the data folder. Reaches nothing yet. */
export function openStore({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): Store {
  return s3 ? s3Store(s3) : diskStore(join(dataDir, 'files'));
}
