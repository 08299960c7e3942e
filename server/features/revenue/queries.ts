import { formatMinor } from '#domain/money.ts';
import { isThreadKind, type ThreadKind, threadKinds } from '#domain/revenue.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, reachCondition } from '#platform/access/can.ts';
import { allKinds, capabilityOf, linksOf, type RecordKind, type RecordRow, tablesOf } from '#records/kind.ts';
import { getRecord } from '#records/read-record.ts';

/** Of each kind at most so many: a subscription of many years is a list, not a thread. */
export const mostOfKind = 60;
// A lead is at most six links away from a payment; the rest is for deals that share a customer's lead.
const mostSteps = 8;

const printed: readonly ThreadKind[] = ['quote', 'order', 'invoice', 'credit_note'];

type Found = Map<ThreadKind, Map<string, RecordRow>>;

/** The kinds of the thread that are declared and whose records the actor may see. */
function kindsInSight(call: Call): RecordKind[] {
  return allKinds().filter((kind) => isThreadKind(kind.name) && holds(call, capabilityOf(kind, 'view')));
}

async function rowsWhere(
  call: Call,
  kind: RecordKind,
  column: string,
  values: readonly string[],
): Promise<RecordRow[]> {
  const reach = reachCondition(call, capabilityOf(kind, 'view'), kind.table);
  let query = tablesOf(call)
    .selectFrom(kind.table)
    .selectAll()
    .where('orgId', '=', call.orgId)
    .where(column, 'in', [...values])
    .where('archivedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(mostOfKind + 1);
  if (reach) query = query.where(reach);
  return (await query.execute()) as RecordRow[];
}

/** What the given records name, and what names them. */
async function neighbours(
  call: Call,
  kinds: readonly RecordKind[],
  from: ReadonlyMap<string, RecordRow[]>,
): Promise<[ThreadKind, RecordRow][]> {
  const asked: Promise<[ThreadKind, RecordRow][]>[] = [];
  const ask = (kind: RecordKind, column: string, values: readonly string[]) => {
    if (values.length === 0) return;
    const name = kind.name as ThreadKind;
    asked.push(rowsWhere(call, kind, column, values).then((rows) => rows.map((row) => [name, row])));
  };
  for (const kind of kinds) {
    for (const { column, to } of linksOf(kind)) {
      const target = kinds.find(({ name }) => name === to);
      if (!target) continue;
      const here = from.get(kind.name) ?? [];
      ask(target, 'id', [...new Set(here.flatMap((row) => (row[column] as string | null) ?? []))]);
      // One lead may have become several deals over the years, and each deal is a thread of its own.
      if (to !== 'lead' || kind.name === 'opportunity' || kind.name === 'quote') {
        ask(
          kind,
          column,
          (from.get(to) ?? []).map(({ id }) => id),
        );
      }
    }
  }
  return (await Promise.all(asked)).flat();
}

async function collect(call: Call, start: RecordKind, row: RecordRow): Promise<Found> {
  const kinds = kindsInSight(call);
  const found: Found = new Map([[start.name as ThreadKind, new Map([[row.id, row]])]]);
  let edge = new Map<string, RecordRow[]>([[start.name, [row]]]);
  for (let step = 0; step < mostSteps && edge.size > 0; step += 1) {
    const next = new Map<string, RecordRow[]>();
    for (const [name, one] of await neighbours(call, kinds, edge)) {
      const known = found.get(name) ?? new Map<string, RecordRow>();
      if (known.has(one.id) || known.size > mostOfKind) continue;
      found.set(name, known.set(one.id, one));
      next.set(name, [...(next.get(name) ?? []), one]);
    }
    edge = next;
  }
  return found;
}

function amountOf(row: RecordRow): string | null {
  const minor = row.totalMinor ?? row.amountMinor;
  const { currency } = row;
  return typeof minor === 'bigint' && typeof currency === 'string' ? formatMinor(minor, currency) : null;
}

function presentItem(kind: RecordKind, name: ThreadKind, row: RecordRow) {
  const money = (column: string) =>
    typeof row[column] === 'bigint' ? formatMinor(row[column] as bigint, row.currency as string) : null;
  return {
    kind: name,
    id: row.id,
    title: String(row[kind.titleColumn] ?? ''),
    number: (row.number as string | null | undefined) ?? null,
    status: ((row.status ?? row.stage) as string | null | undefined) ?? null,
    currency: (row.currency as string | null | undefined) ?? null,
    amount: amountOf(row),
    paid: name === 'invoice' ? money('paidMinor') : null,
    balance: name === 'invoice' ? money('balanceMinor') : null,
    versionNumber: (row.versionNumber as number | undefined) ?? null,
    at: row.createdAt,
    date: (row.invoiceDate ?? row.paymentDate ?? null) as string | null,
    pdf: printed.includes(name) ? `${kind.path}/${row.id}/pdf` : null,
    links: Object.fromEntries(
      linksOf(kind)
        .filter(({ to }) => isThreadKind(to))
        .flatMap(({ name: field, column }) => (row[column] ? [[field, row[column]]] : [])),
    ),
  };
}

export type ThreadItem = ReturnType<typeof presentItem>;

const oldestFirst = (a: RecordRow, b: RecordRow) =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;

/**
 * Everything on the way from a lead to its money that hangs together with one record and that the actor may see, the
 * oldest first within each kind. `more` names the kinds of which there are more than are told.
 */
export async function revenueThread(
  call: Call,
  kind: RecordKind,
  id: string,
): Promise<{ items: ThreadItem[]; more: ThreadKind[] }> {
  const found = await collect(call, kind, await getRecord(call, kind, id));
  const items = threadKinds.flatMap((name) => {
    const rows = [...(found.get(name)?.values() ?? [])].sort(oldestFirst).slice(0, mostOfKind);
    const declared = allKinds().find((one) => one.name === name);
    return declared ? rows.map((row) => presentItem(declared, name, row)) : [];
  });
  const more = threadKinds.filter((name) => (found.get(name)?.size ?? 0) > mostOfKind);
  return { items, more };
}
