import type { Scope } from '#domain/scope.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { recordStatus } from '#records/change-status.ts';
import { createRecord } from '#records/create-record.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import { kindNamed, type RecordRow, type Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { nodeScopes, resolveScope } from '#records/scope.ts';
import { quoteKind } from '../kind.ts';
import { templateValues } from './start-from-template.ts';

/** The id if it can still be linked: a deal keeps links to what was archived or lies out of the actor's sight. */
async function usable(call: Call, kind: 'account' | 'contact', id: unknown): Promise<string | undefined> {
  if (typeof id !== 'string') return undefined;
  const row = await findRecord(call, kindNamed(kind), id);
  return row && row.archivedAt === null ? row.id : undefined;
}

/** What a quote takes from the opportunity that it is started from, where the client named nothing else. */
async function heritage(call: Call, body: Values): Promise<Values> {
  if (typeof body.opportunityId !== 'string') return {};
  const opportunity = await findRecord(call, opportunityKind, body.opportunityId);
  if (!opportunity) return {};
  const scope = (await nodeScopes(call)).get(opportunity.scopeId);
  return {
    ...(body.scope === undefined ? { scope } : {}),
    ...(body.ownerId === undefined ? { ownerId: opportunity.ownerId } : {}),
    ...(body.currency === undefined ? { currency: opportunity.currency } : {}),
    ...(body.accountId === undefined
      ? { accountId: await usable(call, 'account', opportunity.accountId) }
      : {}),
    ...(body.contactId === undefined
      ? { contactId: await usable(call, 'contact', opportunity.contactId) }
      : {}),
  };
}

/**
 * Opens a draft quote. Without a number the entity's numbering gives one; without a currency it takes that of its
 * opportunity or entity. A quote of an opportunity lies where the opportunity lies, for its account, contact and owner.
 * `inherited` fields come from another record, where they were checked. A `templateId` gives lines, words and discount.
 */
export async function createQuote(
  call: Call,
  { templateId, ...given }: Values,
  inherited: readonly string[] = [],
): Promise<RecordRow> {
  const body = typeof templateId === 'string' ? await templateValues(call, templateId, given) : given;
  const taken = await heritage(call, body);
  const whole = { ...body, ...taken };
  const { scopeId } = await resolveScope(call, whole.scope as Scope | undefined);
  const currency = whole.currency ?? (await entityCurrencyAt(call, scopeId));
  const row = await createRecord(
    call,
    quoteKind,
    { ...whole, currency },
    {
      columns: { status: 'draft', statusChangedAt: instant(call) },
      inherited: 'ownerId' in taken ? [...inherited, 'ownerId'] : inherited,
    },
  );
  await recordStatus(call, quoteKind, row, { from: null, to: 'draft' });
  return row;
}
