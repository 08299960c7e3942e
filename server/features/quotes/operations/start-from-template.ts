import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { productRows } from '#features/catalog/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import type { Values } from '#records/kind.ts';
import { findTemplate, type TemplateContent } from '../queries-templates.ts';

/** Lines whose product went off sale, or is out of sight, keep their words and price as free lines. */
async function usableLines(call: Call, { lines }: TemplateContent): Promise<Values[]> {
  const ids = lines.flatMap(({ productId }) => (typeof productId === 'string' ? [productId] : []));
  const products = await productRows(call, [...new Set(ids)]);
  return lines.map((line) => {
    const product = typeof line.productId === 'string' ? products.get(line.productId) : undefined;
    const usable =
      product?.active === true && product.archivedAt === null && may(call, 'catalog.products.view', product);
    return usable ? line : { ...line, productId: null };
  });
}

/**
 * A new quote's values with those of a template where the client named none. The prices of a template are in its currency:
 * a body that names another one is refused, nothing is converted.
 */
export async function templateValues(call: Call, id: string, body: Values): Promise<Values> {
  const template = await findTemplate(call, id);
  if (!template) throw invalidFields([fieldProblem('templateId', 'not_found')]);
  const { content } = template;
  if (body.currency !== undefined && body.currency !== content.currency && body.lines === undefined) {
    throw invalidFields([fieldProblem('currency', 'not_allowed', { because: 'template' })]);
  }
  const named = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  if (named.lines !== undefined) return { ...content, currency: undefined, ...named };
  return { ...content, lines: await usableLines(call, content), ...named };
}
