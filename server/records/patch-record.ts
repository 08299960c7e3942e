import type { ZodType } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import type { Call } from '#platform/access/call.ts';
import { archivingByStatus } from './archive-by-status.ts';
import type { RecordKind, RecordRow, Values } from './kind.ts';
import { updateRecord } from './update-record.ts';

/** How one record of a kind is changed: the body that a PATCH takes, and the feature's own way where it has one. */
export type PatchWay = {
  patch: ZodType;
  update?(call: Call, id: string, body: Values, ifMatch: number | null): Promise<RecordRow>;
};

/** Filled by the endpoints of each kind before the first request, so that bulk changes go the same way as single ones. */
const ways = new Map<RecordKindName, PatchWay>();

export function declarePatch(kind: RecordKind, way: PatchWay): void {
  ways.set(kind.name, way);
}

/** What may be written to records of the kind, or undefined where nothing may. */
export function patchWayOf(kind: RecordKind): PatchWay | undefined {
  return ways.get(kind.name);
}

/** Changes one record exactly as its PATCH does. */
export async function patchRecord(
  call: Call,
  kind: RecordKind,
  id: string,
  body: Values,
  ifMatch: number | null,
): Promise<RecordRow> {
  return archivingByStatus(
    call,
    kind,
    body,
    (given) =>
      ways.get(kind.name)?.update?.(call, id, given, ifMatch) ?? updateRecord(call, kind, id, given, ifMatch),
  );
}
