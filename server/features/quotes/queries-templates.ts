import { notFound } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import type { Values } from '#records/kind.ts';

/** What a quote starts with: wire values, and lines without what they cost. */
export type TemplateContent = Values & { currency: string; lines: Values[] };

export type QuoteTemplate = {
  id: string;
  name: string;
  content: TemplateContent;
  version: number;
  createdAt: string;
  updatedAt: string;
};

const columns = ['id', 'name', 'content', 'version', 'createdAt', 'updatedAt'] as const;

/** The templates of the company by name. */
export async function listTemplates(call: Call): Promise<QuoteTemplate[]> {
  const rows = await call.database
    .selectFrom('quoteTemplate')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows as unknown as QuoteTemplate[];
}

/** The template, or null. */
export async function findTemplate(call: Call, id: string): Promise<QuoteTemplate | null> {
  const row = await call.database
    .selectFrom('quoteTemplate')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as unknown as QuoteTemplate | undefined) ?? null;
}

/** The template, or a refusal that it does not exist. */
export async function getTemplate(call: Call, id: string): Promise<QuoteTemplate> {
  const template = await findTemplate(call, id);
  if (!template) throw notFound('quote template');
  return template;
}
