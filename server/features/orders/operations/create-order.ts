import type { Scope } from '#domain/scope.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { recordStatus } from '#records/change-status.ts';
import { type CreateOptions, createRecord } from '#records/create-record.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { nodeScopes, resolveScope } from '#records/scope.ts';
import { orderKind } from '../kind.ts';

/** Opens a draft order and starts its history. */
export async function openOrder(call: Call, given: Values, options: CreateOptions = {}): Promise<RecordRow> {
  const order = await createRecord(call, orderKind, given, {
    ...options,
    columns: { ...options.columns, status: 'draft', statusChangedAt: instant(call) },
  });
  await recordStatus(call, orderKind, order, { from: null, to: 'draft' });
  return order;
}

/** What an order takes from the opportunity that it is made for, where the client named nothing else. */
async function heritage(call: Call, body: Values): Promise<Values> {
  if (typeof body.opportunityId !== 'string') return {};
  const opportunity = await findRecord(call, opportunityKind, body.opportunityId);
  if (!opportunity) return {};
  const scope = (await nodeScopes(call)).get(opportunity.scopeId);
  return {
    ...(body.scope === undefined ? { scope } : {}),
    ...(body.currency === undefined ? { currency: opportunity.currency } : {}),
    ...(body.accountId === undefined ? { accountId: opportunity.accountId } : {}),
  };
}

/**
 * Opens a draft order by hand. Without a number the entity's numbering gives one; without a currency it takes that of its
 * opportunity or its entity.
 */
export async function createOrder(call: Call, body: Values): Promise<RecordRow> {
  const whole: Values = { ...body, ...(await heritage(call, body)) };
  const { scopeId } = await resolveScope(call, whole.scope as Scope | undefined);
  const currency = whole.currency ?? (await entityCurrencyAt(call, scopeId));
  return openOrder(call, { ...whole, currency });
}
