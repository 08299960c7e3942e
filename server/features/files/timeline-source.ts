import { previewOf } from '#domain/file-types.ts';
import { timelineSource } from '#records/timeline.ts';
import { listUploads } from './queries.ts';

/** Files and their new versions among everything else that happened to a record. */
export const fileSource = timelineSource({
  name: 'files',
  groups: ['file'],
  async items(call, ids, { before, limit }) {
    const rows = await listUploads(call, ids, { before, limit });
    return rows.map((row) => ({
      id: row.id,
      kind: row.number === 1 ? 'file_added' : 'file_version_added',
      at: row.createdAt,
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      name: row.name,
      record: { kind: row.recordKind, id: row.recordId },
      file: {
        id: row.fileId,
        name: row.name,
        number: row.number,
        contentType: row.contentType,
        size: Number(row.size),
        preview: previewOf(row.contentType),
      },
    }));
  },
});
