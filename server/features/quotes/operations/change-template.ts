import type { QuoteTemplatePatch } from '#domain/quote-templates.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireVersion } from '#records/read-record.ts';
import { getTemplate, type QuoteTemplate } from '../queries-templates.ts';
import { contentOf, leaveTraces, requireFreeName, requireToChange } from '../template-content.ts';

/** Renames a template, or fills it anew from a quote. Quotes that started from it stay as they are. */
export async function changeTemplate(
  call: Call,
  id: string,
  { name, quoteId }: QuoteTemplatePatch,
  ifMatch: number | null,
): Promise<QuoteTemplate> {
  requireToChange(call);
  const before = await getTemplate(call, id);
  requireVersion(before, ifMatch);
  if (name !== undefined) await requireFreeName(call, name, id);
  const content = quoteId === undefined ? {} : { content: JSON.stringify(await contentOf(call, quoteId)) };
  await call.database
    .updateTable('quoteTemplate')
    .set({ name: name ?? before.name, ...content, version: before.version + 1, updatedAt: instant(call) })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  leaveTraces(call, 'updated', id, { before: { name: before.name }, after: { name, quoteId } });
  return getTemplate(call, id);
}
