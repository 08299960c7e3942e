import type { Scope } from '#domain/scope.ts';
import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { resolveScope } from '#records/scope.ts';
import { opportunityKind } from '../kind.ts';

/**
 * Opens an opportunity at the first stage of its pipeline, which is the company's default unless it names one. Without a currency it takes that of its entity. `inherited` fields come from
 * another record, where they were checked.
 */
export async function createOpportunity(
  call: Call,
  body: Values,
  inherited: readonly string[] = [],
): Promise<RecordRow> {
  const { scopeId } = await resolveScope(call, body.scope as Scope | undefined);
  const currency = body.currency ?? (await entityCurrencyAt(call, scopeId));
  return createRecord(call, opportunityKind, { ...body, currency }, { inherited });
}
