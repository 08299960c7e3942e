import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(16);
let lastMs = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562 §5.7): milliseconds, then a counter that keeps ids of one process in the order they were made
 * even within a millisecond, then random bits.
 */
export function newId(nowMs: number = Date.now()): string {
  randomFillSync(random);
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = random.readUInt16BE(6) & 0x07ff;
  } else {
    sequence += 1;
    if (sequence > 0x0fff) {
      lastMs += 1;
      sequence = 0;
    }
  }
  random.writeUIntBE(lastMs, 0, 6);
  random.writeUInt16BE(0x7000 | sequence, 6);
  random[8] = (random[8]! & 0x3f) | 0x80;
  const hex = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a string is a UUID in the lower-case form that Parley writes. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}
