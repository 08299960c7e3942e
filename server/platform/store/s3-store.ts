import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from '../config/s3-settings.ts';
import { startProblem } from '../config/start-problem.ts';
import { type ByteRange, type Store, storeKey } from './store.ts';

// S3 wants parts of at least 5 MB, and at most 10,000 of them.
const partBytes = 8 * 1024 * 1024;
const connectMs = 5_000;
const quietMs = 30_000;
const mostAttempts = 3;

// The client is large, and most installations keep their files on disk.
const load = () => import('@aws-sdk/client-s3');
type Sdk = Awaited<ReturnType<typeof load>>;
type Opened = { sdk: Sdk; client: S3Client; bucket: string };

async function connect(settings: S3Settings): Promise<Opened> {
  const sdk = await load();
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, forcePathStyle } = settings;
  const client = new sdk.S3Client({
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: mostAttempts,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: quietMs, throwOnRequestTimeout: true },
    // Services other than Amazon's know no newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  return { sdk, client, bucket };
}

function isAbsent(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

/** The content in pieces of one part each, the last one shorter. */
async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < partBytes) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function putParts(
  { sdk, client, bucket }: Opened,
  key: string,
  first: Buffer,
  rest: AsyncGenerator<Buffer>,
): Promise<void> {
  const place = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(place));
  const upload = { ...place, UploadId };
  try {
    const parts: { ETag: string | undefined; PartNumber: number }[] = [];
    const send = async (body: Buffer) => {
      const part = { ...upload, PartNumber: parts.length + 1, Body: body };
      const { ETag } = await client.send(new sdk.UploadPartCommand(part));
      parts.push({ ETag, PartNumber: part.PartNumber });
    };
    await send(first);
    for await (const part of rest) await send(part);
    await client.send(
      new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
    );
  } catch (error) {
    await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

/** What does not fill one part goes as one request; an upload holds one part in memory, however large it is. */
async function put(opened: Opened, key: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { sdk, client, bucket } = opened;
  const parts = inParts(chunks);
  const { value, done } = await parts.next();
  const first = done ? Buffer.alloc(0) : value;
  if (first.length >= partBytes) return putParts(opened, key, first, parts);
  await client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: first }));
}

async function get(
  { sdk, client, bucket }: Opened,
  key: string,
  range: ByteRange | undefined,
): Promise<AsyncIterable<Uint8Array> | null> {
  const Range = range && `bytes=${range.from}-${range.to}`;
  try {
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key, Range }));
    return Body as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** A start problem in words: the bucket is absent, the keys are refused, or nobody answers. */
function problemOf(error: unknown, { endpoint, bucket }: S3Settings): Error {
  const { $metadata, name } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (status === 404) return startProblem(`S3_BUCKET: there is no bucket ${bucket}; create it first.`, error);
  if (status === 401 || status === 403) {
    const sentence = `The bucket ${bucket} refuses S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`;
    return startProblem(sentence, error);
  }
  if (status === 301 || name === 'PermanentRedirect') {
    return startProblem(`The bucket ${bucket} lies in another region than S3_REGION says.`, error);
  }
  return startProblem(`S3 at ${endpoint ?? 'Amazon'} does not answer; check S3_ENDPOINT.`, error);
}

/** The store as a bucket of an S3-compatible service, reached when first needed. */
export function s3Store(settings: S3Settings): Store {
  let connecting: Promise<Opened> | undefined;
  const open = () => {
    connecting ??= connect(settings);
    return connecting;
  };
  return {
    name: 's3',
    put: async (key, chunks) => put(await open(), storeKey(key), chunks),
    get: async (key, range) => get(await open(), storeKey(key), range),
    exists: async (key) => {
      const { sdk, client, bucket } = await open();
      try {
        await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: storeKey(key) }));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },
    delete: async (key) => {
      const { sdk, client, bucket } = await open();
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: storeKey(key) }));
    },
    check: async () => {
      const { sdk, client, bucket } = await open();
      try {
        // What the bucket lets us do shows only when it is done.
        const probe = { Bucket: bucket, Key: 'parley-check' };
        await client.send(new sdk.PutObjectCommand({ ...probe, Body: 'Parley' }));
        await client.send(new sdk.DeleteObjectCommand(probe));
      } catch (error) {
        throw problemOf(error, settings);
      }
    },
    close: async () => (await connecting)?.client.destroy(),
  };
}
