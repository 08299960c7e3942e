import { z } from 'zod';
import { previewOf } from '#domain/file-types.ts';
import type { Call } from '#platform/access/call.ts';
import { mayChange } from './access.ts';
import { type FileRow, type VersionRow, versionsById } from './queries.ts';

const actor = z.object({ kind: z.string(), id: z.uuid().nullable(), name: z.string() });

const content = {
  /** Decided by the content. */
  contentType: z.string(),
  /** Bytes. */
  size: z.int(),
  sha256: z.string(),
  /** How a browser may show it (`/content?inline=1`); null: it can only be downloaded. */
  preview: z.enum(['image', 'pdf', 'text']).nullable(),
};

export const versionSchema = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  ...content,
  createdAt: z.string(),
  actor,
});

export const fileSchema = z.object({
  id: z.uuid(),
  recordKind: z.string(),
  recordId: z.uuid(),
  name: z.string(),
  ...content,
  /** The number of the newest version, which the facts above are of. */
  number: z.int(),
  /** Who uploaded the newest version. */
  actor,
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.uuid().nullable(),
  updatedAt: z.string(),
  updatedBy: z.uuid().nullable(),
  archivedAt: z.string().nullable(),
  abilities: z.object({ edit: z.boolean(), delete: z.boolean() }),
});

const contentOf = ({ contentType, size, sha256 }: VersionRow) => ({
  contentType,
  size: Number(size),
  sha256,
  preview: previewOf(contentType),
});

const actorOf = ({ actorKind, actorId, actorName }: VersionRow) => ({
  kind: actorKind,
  id: actorId,
  name: actorName,
});

export function presentVersion(row: VersionRow) {
  const { id, number, name, createdAt } = row;
  return { id, number, name, ...contentOf(row), createdAt, actor: actorOf(row) };
}

/** Files with the facts of their newest version. */
export async function presentFiles(call: Call, rows: readonly FileRow[]) {
  const newest = await versionsById(
    call,
    rows.map(({ versionId }) => versionId),
  );
  return rows.map((row) => {
    const { scopeId, scopePath, versionId, ...wire } = row;
    void scopeId;
    void scopePath;
    const version = newest.get(versionId);
    if (!version) throw new Error('A file has no content.');
    const change = mayChange(call, row);
    return {
      ...wire,
      ...contentOf(version),
      number: version.number,
      actor: actorOf(version),
      abilities: { edit: change && row.archivedAt === null, delete: change },
    };
  });
}

export async function presentFile(call: Call, row: FileRow) {
  const [shown] = await presentFiles(call, [row]);
  return shown!;
}
