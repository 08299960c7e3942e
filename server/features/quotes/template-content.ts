import { fieldProblem } from '#domain/field-errors.ts';
import { Problem } from '#domain/problems.ts';
import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { fieldsFrom } from '#records/columns.ts';
import { readLines } from '#records/document-lines.ts';
import { getRecord } from '#records/read-record.ts';
import { quoteKind, quoteLines } from './kind.ts';
import { listTemplates, type TemplateContent } from './queries-templates.ts';

const kept = [
  'currency',
  'discountType',
  'discountValue',
  'language',
  'terms',
  'customerNote',
  'description',
];

/** Templates belong to the whole company. */
export function requireToChange(call: Call): void {
  requireAt(call, 'crm.settings.manage', rootPath);
}

/** The audit entry and the event that every change of a template leaves. */
export function leaveTraces(
  call: Call,
  verb: string,
  id: string,
  change: { before?: unknown; after?: unknown },
): void {
  audit(call, {
    action: `settings.quote_template.${verb}`,
    recordKind: 'quote_template',
    recordId: id,
    ...change,
  });
  announce(call, { type: 'settings.changed', payload: { section: 'quote_templates' } });
}

/** What a template keeps of a quote that the actor sees. */
export async function contentOf(call: Call, quoteId: string): Promise<TemplateContent> {
  const quote = await getRecord(call, quoteKind, quoteId);
  const fields = fieldsFrom(quoteKind, quote);
  const lines = (await readLines(call, quoteLines, quote.id)).map((line) => ({
    lineType: line.lineType,
    productId: line.productId,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    taxRate: line.taxRate,
    discountPercent: line.discountPercent,
    sortOrder: line.sortOrder,
    optional: line.optional,
    // What one customer chose is no part of a template.
    selected: !line.optional,
  }));
  return {
    ...Object.fromEntries(kept.map((name) => [name, fields[name]])),
    currency: quote.currency as string,
    lines,
  };
}

/** Refuses a name that another template has. */
export async function requireFreeName(call: Call, name: string, exceptId: string | null): Promise<void> {
  const taken = (await listTemplates(call)).some((one) => one.name === name && one.id !== exceptId);
  if (!taken) return;
  throw new Problem('already_exists', {
    detail: `There is a quote template "${name}" already.`,
    errors: [fieldProblem('name', 'already_exists')],
  });
}
