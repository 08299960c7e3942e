import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import type { QuoteTemplateCreate } from '#domain/quote-templates.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { getTemplate, listTemplates, type QuoteTemplate } from '../queries-templates.ts';
import { contentOf, leaveTraces, requireFreeName, requireToChange } from '../template-content.ts';

const mostTemplates = 200;

/** Keeps the lines, words and discount of a quote under a name, for new quotes to start from. */
export async function createTemplate(
  call: Call,
  { name, quoteId }: QuoteTemplateCreate,
): Promise<QuoteTemplate> {
  requireToChange(call);
  await requireFreeName(call, name, null);
  if ((await listTemplates(call)).length >= mostTemplates) {
    throw new Problem('validation_failed', {
      detail: 'There are too many templates.',
      errors: [fieldProblem('', 'too_many', { max: mostTemplates })],
    });
  }
  const id = newId(call.now.getTime());
  const at = instant(call);
  const content = JSON.stringify(await contentOf(call, quoteId));
  await call.database
    .insertInto('quoteTemplate')
    .values({ orgId: call.orgId, id, name, content, createdAt: at, updatedAt: at })
    .execute();
  leaveTraces(call, 'created', id, { after: { name, quoteId } });
  return getTemplate(call, id);
}
