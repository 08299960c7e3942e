import type { ImportKind, ImportPlan } from '#domain/imports.ts';
import { notFound } from '#domain/problems.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { alreadyExists } from '#records/create-record.ts';

export type ImportTemplate = {
  id: string;
  kind: ImportKind;
  name: string;
  headers: string[];
  plan: ImportPlan;
  createdAt: string;
};

const columns = ['id', 'kind', 'name', 'headers', 'plan', 'createdAt'] as const;

export async function listTemplates(call: Call, kind?: ImportKind): Promise<ImportTemplate[]> {
  const rows = await call.database
    .selectFrom('importTemplate')
    .select(columns)
    .where('orgId', '=', call.orgId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .orderBy('name')
    .limit(200)
    .execute();
  return rows as unknown as ImportTemplate[];
}

export async function insertTemplate(
  call: Call,
  { kind, name, headers, plan }: Omit<ImportTemplate, 'id' | 'createdAt'>,
): Promise<ImportTemplate> {
  const id = newId(call.now.getTime());
  const made = await call.database
    .insertInto('importTemplate')
    .values({
      orgId: call.orgId,
      id,
      kind,
      name,
      headers,
      plan: JSON.stringify(plan),
      createdAt: instant(call),
      createdBy: call.actor.memberId,
    })
    .onConflict((conflict) => conflict.columns(['orgId', 'kind', 'name']).doNothing())
    .returning(columns)
    .executeTakeFirst();
  if (!made) throw alreadyExists('name');
  return made as unknown as ImportTemplate;
}

export async function getTemplate(call: Call, id: string): Promise<ImportTemplate> {
  const rows = await listTemplates(call);
  const found = rows.find((template) => template.id === id);
  if (!found) throw notFound('template');
  return found;
}

export async function deleteTemplate(call: Call, id: string): Promise<void> {
  await call.database
    .deleteFrom('importTemplate')
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
}
