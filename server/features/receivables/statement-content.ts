import type { DocumentLanguage } from '#domain/document-lines.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { parseMinor } from '#domain/money.ts';
import { invalidFields } from '#domain/problems.ts';
import type { StatementQuery } from '#domain/receivables.ts';
import { accountKind } from '#features/accounts/kind.ts';
import type { DocumentContent } from '#features/documents/content.ts';
import { composeContent } from '#features/documents/operations/compose-content.ts';
import { customerParty } from '#features/quotes/queries-parties.ts';
import { sellerParty } from '#features/settings/queries-seller.ts';
import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { getRecord } from '#records/read-record.ts';
import { mostEntries, statementOf } from './queries-statement.ts';

/** A statement as it is printed: from the entity that it is of, or from where the account lies. */
export async function statementContent(
  call: Call,
  accountId: string,
  query: StatementQuery & { language?: DocumentLanguage | null | undefined },
): Promise<DocumentContent> {
  const statement = await statementOf(call, accountId, query);
  // On paper a statement is whole: it closes with what is owed at its end, not after as many lines as were read.
  if (statement.more) throw invalidFields([fieldProblem('from', 'too_many', { max: mostEntries })]);
  const account = await getRecord(call, accountKind, accountId);
  const nodeId = query.entityId ?? account.scopeId;
  const closing = parseMinor(statement.closing, query.currency);
  const date = await todayAt(call, nodeId);
  const { opening, closing: total, ageing, from, to } = statement;
  const content = await composeContent(call, {
    kind: 'statement',
    row: {
      ...account,
      number: null,
      title: null,
      description: null,
      shippingAddress: null,
      terms: null,
      customerNote: null,
      currency: query.currency,
      language: query.language ?? null,
      totalMinor: closing.ok ? closing.value : 0n,
    },
    lines: [],
    nodeId,
    date,
    facts: [
      { key: 'date', type: 'date', value: date },
      { key: 'periodStart', type: 'date', value: from },
      { key: 'periodEnd', type: 'date', value: to },
    ],
    seller: await sellerParty(call, nodeId),
    customer: await customerParty(call, {
      ...account,
      accountId: account.id,
      contactId: null,
      billingAddress: null,
    }),
  });
  const entries = statement.entries.map(({ id: _, ...entry }) => entry);
  return { ...content, statement: { entries, opening, closing: total, ageing } };
}
