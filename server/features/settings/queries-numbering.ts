import type { NumberedDocument } from '#domain/numbering.ts';
import type { Call } from '#platform/access/call.ts';
import { mainSeries } from '#records/numbering.ts';

/** The series that have been used or changed; the others still have the default pattern and start at 1. */
export function listSeries(call: Call) {
  return call.database.selectFrom('numberSeries').selectAll().where('orgId', '=', call.orgId).execute();
}

export function lockSeries(call: Call, nodeId: string, document: NumberedDocument, code = mainSeries) {
  return call.database
    .selectFrom('numberSeries')
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where('nodeId', '=', nodeId)
    .where('document', '=', document)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
}
