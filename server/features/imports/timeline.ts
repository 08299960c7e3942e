import { olderThan, timelineSource } from '#records/timeline.ts';

/** A record that a file brought tells so: its batch shares one audit entry, which names no single record. */
timelineSource({
  name: 'imports',
  groups: ['change'],
  async items(call, ids, { before, limit, groups }) {
    if (!groups.includes('change')) return [];
    let query = call.database
      .selectFrom('importRow as row')
      .innerJoin('dataImport as file', (join) =>
        join.onRef('file.orgId', '=', 'row.orgId').onRef('file.id', '=', 'row.importId'),
      )
      .leftJoin('member', (join) =>
        join.onRef('member.orgId', '=', 'file.orgId').onRef('member.id', '=', 'file.memberId'),
      )
      .select(['row.recordId as id', 'row.recordId', 'file.kind', 'file.createdAt as at', 'file.fileName'])
      .select(['file.memberId', 'member.name', 'row.line'])
      .where('row.orgId', '=', call.orgId)
      .where('row.recordId', 'in', [...ids])
      .where('row.result', '=', 'created')
      .orderBy('file.createdAt', 'desc')
      .orderBy('row.recordId', 'desc')
      .limit(limit);
    if (before) query = query.where(olderThan(before, 'file.createdAt', 'row.recordId'));
    const rows = await query.execute();
    return rows.map((row) => ({
      id: String(row.id),
      kind: 'created',
      at: row.at,
      actor: { kind: 'member', id: row.memberId, name: row.name },
      record: { kind: row.kind, id: row.recordId },
      before: null,
      after: { importedFrom: row.fileName, line: row.line },
    }));
  },
});
