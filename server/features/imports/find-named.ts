import { sql } from 'kysely';
import type { RecordKindName } from '#domain/events.ts';
import type { OptionList } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { capabilityOf, kindNamed, type RecordRow, tablesOf } from '#records/kind.ts';

/** What a word stands for: an id, or why it stands for none. */
export type Named = { id: string } | { code: 'not_found' | 'duplicate' };

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isId = (text: string) => idPattern.test(text);

const numbered: Partial<Record<RecordKindName, string>> = {
  quote: 'number',
  invoice: 'number',
  product: 'sku',
};

/** Records by their name, mail address or number, as far as the actor sees them; live ones only. */
export async function findRecordsNamed(
  call: Call,
  to: RecordKindName,
  words: ReadonlySet<string>,
): Promise<Map<string, Named>> {
  const found = new Map<string, Named>();
  const names = [...words].filter((text) => !isId(text));
  if (names.length === 0) return found;
  const kind = kindNamed(to);
  const columns = [
    kind.titleColumn,
    ...(kind.fields.email ? ['email'] : []),
    ...(numbered[to] ? [numbered[to]] : []),
  ];
  for (const column of columns) {
    const rows = (await tablesOf(call)
      .selectFrom(kind.table)
      .select(['id', 'scopePath', 'ownerId', `${column} as word`])
      .where('orgId', '=', call.orgId)
      .where('archivedAt', 'is', null)
      .where(sql<boolean>`${sql.ref(column)} = any (${names}::text[])`)
      .limit(names.length * 3)
      .execute()) as unknown as (RecordRow & { word: string })[];
    const here = new Set<string>();
    for (const row of rows) {
      if (!may(call, capabilityOf(kind, 'view'), row)) continue;
      if (found.has(row.word) && !here.has(row.word)) continue;
      found.set(row.word, here.has(row.word) ? { code: 'duplicate' } : { id: row.id });
      here.add(row.word);
    }
  }
  return found;
}

/** Active members by mail address and by name, in lower case. */
export async function findMembers(call: Call): Promise<Map<string, Named>> {
  const rows = await call.database
    .selectFrom('member')
    .select(['id', 'name', 'email'])
    .where('orgId', '=', call.orgId)
    .where('status', '=', 'active')
    .limit(20_000)
    .execute();
  const found = new Map<string, Named>();
  for (const { id, name } of rows) {
    const key = name.toLowerCase();
    found.set(key, found.has(key) ? { code: 'duplicate' } : { id });
  }
  for (const { id, email } of rows) found.set(email.toLowerCase(), { id });
  return found;
}

export async function findPaymentTerms(call: Call): Promise<Map<string, Named>> {
  const rows = await call.database
    .selectFrom('paymentTerm')
    .select(['id', 'name'])
    .where('orgId', '=', call.orgId)
    .execute();
  return new Map(rows.map(({ id, name }) => [name.toLowerCase(), { id }]));
}

/** The values of an option list by value and by label in both languages, in lower case. */
export async function findOptions(call: Call, list: OptionList): Promise<Map<string, string>> {
  const rows = await call.database
    .selectFrom('optionValue')
    .select(['value', 'label', 'labelAr'])
    .where('orgId', '=', call.orgId)
    .where('list', '=', list)
    .execute();
  return new Map(
    rows.flatMap(({ value, label, labelAr }) =>
      [value, label, labelAr].flatMap((word) => (word ? [[word.toLowerCase(), value] as const] : [])),
    ),
  );
}
