import type { Call } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { getTemplate } from '../queries-templates.ts';
import { leaveTraces, requireToChange } from '../template-content.ts';

/** Removes a template; quotes that started from it stay as they are. */
export async function removeTemplate(call: Call, id: string, ifMatch: number | null): Promise<void> {
  requireToChange(call);
  const template = await getTemplate(call, id);
  requireVersion(template, ifMatch);
  await call.database
    .deleteFrom('quoteTemplate')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  leaveTraces(call, 'deleted', id, { before: { name: template.name } });
}
