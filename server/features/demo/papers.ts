import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { addFile } from '#features/files/operations/add-file.ts';
import type { Call } from '#platform/access/call.ts';
import type { Services } from '#platform/services.ts';
import { keepObject, reserveObject } from '#platform/store/stored-objects.ts';
import { daysAgo, type Member } from './people.ts';

type Paper = { name: string; contentType: string; bytes: Buffer };
type At = { recordKind: string; recordId: string };
type Work = <T>(run: (call: Call) => Promise<T>) => Promise<T>;

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A drawing of a floor: two rooms and a door, as a PNG of 8-bit greys. */
export function floorPlan(width = 320, height = 200): Buffer {
  const isWall = (x: number, y: number) => {
    const outer = x < 6 || y < 6 || x >= width - 6 || y >= height - 6;
    const inner = x >= 198 && x < 203 && (y < 80 || y > 120);
    return outer || inner;
  };
  const rows = Buffer.alloc((width + 1) * height, 245);
  for (let y = 0; y < height; y += 1) {
    rows[y * (width + 1)] = 0;
    for (let x = 0; x < width; x += 1) if (isWall(x, y)) rows[y * (width + 1) + 1 + x] = 60;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const minutes = `Kick-off meeting

Present: both sides, M. Lefèvre by telephone.
1. Delivery in two parts, the first one before the end of the month.
2. The customer names one person for all questions.
3. الخطوة القادمة: زيارة الموقع.
`;

const papers: readonly Paper[] = [
  { name: 'Kick-off minutes.txt', contentType: 'text/plain', bytes: Buffer.from(minutes) },
  { name: 'Floor plan.png', contentType: 'image/png', bytes: floorPlan() },
];

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Attaches a text and a drawing to a record, on the way of an upload: noted, stored, and kept with its row. */
export async function addPapers(services: Services, work: Work, member: Member, at: At): Promise<void> {
  for (const { name, contentType, bytes } of papers) {
    const key = await work(reserveObject);
    await services.store.put(key, once(bytes));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { key, name, declaredType: contentType, size: bytes.length, sha256 };
    await work(async (call) => {
      const content = { file, seen: { name, contentType } };
      await addFile(daysAgo(call, 2, member), at, content, services.config.fileQuotaBytes);
      await keepObject(call, key);
    });
  }
}
