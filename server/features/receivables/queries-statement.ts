import { formatMinor } from '#domain/money.ts';
import { notFound } from '#domain/problems.ts';
import type { StatementQuery } from '#domain/receivables.ts';
import { accountKind } from '#features/accounts/kind.ts';
import type { ContentStatement, StatementEntry } from '#features/documents/content.ts';
import type { Call } from '#platform/access/call.ts';
import { getRecord } from '#records/read-record.ts';
import { nodesOf } from '#records/scope.ts';
import { ageing } from './queries-ageing.ts';
import { balanceBefore, currenciesOf, factsBetween, requireBooks } from './queries-facts.ts';

/** A statement of more lines than this is asked for in shorter ranges. */
export const mostEntries = 2_000;

export type Statement = Omit<ContentStatement, 'entries'> & {
  entries: (StatementEntry & { id: string })[];
  accountId: string;
  accountName: string;
  from: string;
  to: string;
  currency: string;
  entityId: string | null;
  currencies: string[];
  /** There is more in the range than is told. */
  more: boolean;
};

async function requireEntity(call: Call, entityId: string | null): Promise<void> {
  if (entityId === null) return;
  if ((await nodesOf(call)).get(entityId)?.level !== 'entity') throw notFound('entity');
}

/**
 * What a customer owed at the beginning, what changed it, and what they owe at the end, in one currency. The ages are those
 * of today, for what is open.
 */
export async function statementOf(
  call: Call,
  accountId: string,
  { from, to, currency, entityId = null }: StatementQuery,
): Promise<Statement> {
  requireBooks(call);
  const account = await getRecord(call, accountKind, accountId);
  await requireEntity(call, entityId);
  const of = { accountId: account.id, currency, entityId };
  const amount = (minor: bigint) => formatMinor(minor, currency);
  const openingMinor = await balanceBefore(call, of, from);
  const found = await factsBetween(call, of, { from, to }, mostEntries + 1);
  let balance = openingMinor;
  const entries = found.slice(0, mostEntries).map((fact) => {
    const minor = BigInt(fact.amountMinor);
    balance += minor;
    const { id, kind, date, number, reference, dueDate } = fact;
    return {
      ...{ id, kind, date, number, reference, dueDate },
      charge: minor >= 0n ? amount(minor) : null,
      credit: minor < 0n ? amount(-minor) : null,
      balance: amount(balance),
    };
  });
  const [ages] = (await ageing(call, { entityId, accountId: account.id, currency })).totals;
  const { currency: _, total: __, ...buckets } = ages ?? { currency, total: '' };
  return {
    accountId: account.id,
    accountName: account.name as string,
    ...{ from, to, currency, entityId },
    currencies: await currenciesOf(call, account.id),
    opening: amount(openingMinor),
    closing: amount(balance),
    entries,
    ageing: ages ? (buckets as ContentStatement['ageing']) : null,
    more: found.length > mostEntries,
  };
}
