import { newId } from '../database/id.ts';

/** The bytes from `from` to `to`, both included. */
export type ByteRange = { from: number; to: number };

/**
 * Where the content of files lies: a folder, or a bucket of any S3-compatible service. Keys are ours alone (`newStoreKey`);
 * no text of a user ever becomes part of one. Never call it inside a transaction: it may be the network.
 */
export type Store = {
  name: 'disk' | 's3';
  /** Keeps the content under the key, whole and durable when the promise settles; a failure leaves nothing to be read. */
  put(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** The content, or a part of it, as it is read; null where there is none. */
  get(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>;
  exists(key: string): Promise<boolean>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Throws a start problem where the store cannot be used. */
  check(): Promise<void>;
  close(): Promise<void>;
};

const keyPattern = /^[0-9a-f-]{36}\/[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/** A key that nothing has yet: the company's folder, one of 256 shards, and an id. */
export function newStoreKey(orgId: string): string {
  const id = newId();
  return `${orgId}/${id.slice(-2)}/${id}`;
}

/** The key itself; throws for anything that `newStoreKey` did not make. */
export function storeKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error('This is not a key of the store.');
  return key;
}
