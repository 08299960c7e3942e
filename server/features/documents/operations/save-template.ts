import { invalidFields, notFound } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { type PrintedKind, type TemplateBody, templateProblems } from '#domain/templates.ts';
import { announce, audit, type Call, instant } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { newId } from '#platform/database/id.ts';
import { requireVersion } from '#records/read-record.ts';
import { nodesOf } from '#records/scope.ts';
import { findTemplate, type PresentedTemplate, presentTemplate } from '../queries-templates.ts';

/** The path at which one must be able to change templates: that of the entity, or of all of the company. */
export async function requireTemplatesOf(call: Call, entityId: string | null): Promise<void> {
  const node = entityId === null ? null : (await nodesOf(call)).get(entityId);
  if (entityId !== null && node?.level !== 'entity') throw notFound('entity');
  requireAt(call, 'settings.templates.manage', node?.path ?? rootPath);
}

function leaveTraces(call: Call, action: string, id: string, before: unknown, after: unknown): void {
  audit(call, { action: `settings.${action}`, recordKind: 'document_template', recordId: id, before, after });
  announce(call, { type: 'settings.changed', payload: { section: 'templates' } });
}

/**
 * Keeps how documents of a kind look, at an entity or (null) for the company. Refuses texts with a mistake in their fields,
 * naming the line. Documents that were sent keep the look that they had.
 */
export async function saveTemplate(
  call: Call,
  kind: PrintedKind,
  { entityId = null, layout, language, texts }: TemplateBody,
  ifMatch: number | null,
): Promise<PresentedTemplate> {
  await requireTemplatesOf(call, entityId);
  const mistakes = templateProblems(texts);
  if (mistakes.length > 0) throw invalidFields(mistakes);
  const row = await findTemplate(call, kind, entityId, true);
  requireVersion({ version: row?.version ?? 0 }, ifMatch);
  const columns = { layout, language, texts: JSON.stringify(texts), updatedAt: instant(call) };
  const saved = await call.database
    .insertInto('documentTemplate')
    .values({ orgId: call.orgId, id: newId(call.now.getTime()), entityId, kind, ...columns })
    .onConflict((conflict) =>
      conflict.constraint('document_template_once').doUpdateSet((set) => ({
        ...columns,
        version: set('documentTemplate.version', '+', 1),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const before = row ? { layout: row.layout, language: row.language, texts: row.texts } : null;
  leaveTraces(call, 'template.saved', saved.id, before, { kind, entityId, layout, language, texts });
  return presentTemplate(call, kind, entityId);
}

/** Forgets the template of an entity or of the company, so that the next one above counts again. */
export async function resetTemplate(
  call: Call,
  kind: PrintedKind,
  entityId: string | null,
  ifMatch: number | null,
): Promise<PresentedTemplate> {
  await requireTemplatesOf(call, entityId);
  const row = await findTemplate(call, kind, entityId, true);
  if (row) {
    requireVersion(row, ifMatch);
    await call.database
      .deleteFrom('documentTemplate')
      .where('orgId', '=', call.orgId)
      .where('id', '=', row.id)
      .execute();
    const { layout, language, texts } = row;
    leaveTraces(call, 'template.reset', row.id, { kind, entityId, layout, language, texts }, null);
  }
  return presentTemplate(call, kind, entityId);
}
