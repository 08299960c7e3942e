import { sql } from 'kysely';
import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '#records/attached.ts';
import { olderThan, type TimelinePoint } from '#records/timeline.ts';

export type FileRow = {
  id: string;
  scopeId: string;
  scopePath: string;
  recordKind: string;
  recordId: string;
  name: string;
  versionId: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  archivedAt: string | null;
};

export type VersionRow = {
  id: string;
  fileId: string;
  number: number;
  key: string;
  name: string;
  contentType: string;
  /** Bytes. */
  size: bigint;
  sha256: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  createdAt: string;
};

attachedTable('file');
attachedTable('fileVersion');

const columns = [
  'id',
  'scopeId',
  'scopePath',
  'recordKind',
  'recordId',
  'name',
  'versionId',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'archivedAt',
] as const;

const versionColumns = [
  'id',
  'fileId',
  'number',
  'key',
  'name',
  'contentType',
  'size',
  'sha256',
  'actorKind',
  'actorId',
  'actorName',
  'createdAt',
] as const;

const files = (call: Call) =>
  call.database.selectFrom('file').select(columns).where('orgId', '=', call.orgId);
const versions = (call: Call) =>
  call.database.selectFrom('fileVersion').select(versionColumns).where('orgId', '=', call.orgId);

/** The file, or 404. Whether its record may be seen is for the caller to ask. */
export async function getFile(call: Call, id: string): Promise<FileRow> {
  const row = await files(call).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('file');
  return row;
}

/** As `getFile`, and holds the row until the end of the transaction: every change starts here. */
export async function lockFile(call: Call, id: string): Promise<FileRow> {
  const row = await files(call).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw notFound('file');
  return row;
}

/** The files at any of these records, the newest first; at most `limit`. */
export async function listFiles(
  call: Call,
  recordIds: readonly string[],
  { before, limit, archived }: { before: TimelinePoint | null; limit: number; archived: boolean },
): Promise<FileRow[]> {
  let query = files(call)
    .where(sql<boolean>`record_id = any (${[...recordIds]}::uuid[])`)
    .where('archivedAt', archived ? 'is not' : 'is', null);
  if (before) query = query.where(olderThan(before, 'createdAt'));
  return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** Versions by their ids. */
export async function versionsById(call: Call, ids: readonly string[]): Promise<Map<string, VersionRow>> {
  if (ids.length === 0) return new Map();
  const rows = await versions(call)
    .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** All versions of a file, the newest first; no file has more than a few hundred. */
export async function listVersions(call: Call, fileId: string): Promise<VersionRow[]> {
  return versions(call).where('fileId', '=', fileId).orderBy('number', 'desc').limit(1000).execute();
}

/** The version with this number, or 404. */
export async function getVersion(call: Call, fileId: string, number: number): Promise<VersionRow> {
  const row = await versions(call)
    .where('fileId', '=', fileId)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw notFound('version');
  return row;
}

export type UploadTrace = VersionRow & { recordKind: string; recordId: string };

/** What was uploaded to any of these records and is not archived, the newest first; at most `limit`. */
export async function listUploads(
  call: Call,
  recordIds: readonly string[],
  { before, limit }: { before: TimelinePoint | null; limit: number },
): Promise<UploadTrace[]> {
  let query = call.database
    .selectFrom('fileVersion')
    .innerJoin('file', (join) =>
      join.onRef('file.orgId', '=', 'fileVersion.orgId').onRef('file.id', '=', 'fileVersion.fileId'),
    )
    .select(versionColumns.map((column) => `fileVersion.${column}` as const))
    .select(['file.recordKind', 'file.recordId'])
    .where('fileVersion.orgId', '=', call.orgId)
    .where(sql<boolean>`file_version.record_id = any (${[...recordIds]}::uuid[])`)
    .where('file.archivedAt', 'is', null);
  if (before) query = query.where(olderThan(before, 'fileVersion.createdAt', 'fileVersion.id'));
  return query
    .orderBy('fileVersion.createdAt', 'desc')
    .orderBy('fileVersion.id', 'desc')
    .limit(limit)
    .execute();
}

/** The records that carry on what was kept at this one. */
export async function heirsOf(
  call: Call,
  recordId: string,
): Promise<{ recordKind: string; recordId: string }[]> {
  const rows = await call.database
    .selectFrom('timelineHeir')
    .select(['heirId as recordId', 'heirKind as recordKind'])
    .distinct()
    .where('orgId', '=', call.orgId)
    .where('sourceId', '=', recordId)
    .limit(100)
    .execute();
  return rows;
}
