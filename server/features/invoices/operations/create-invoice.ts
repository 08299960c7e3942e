import type { Scope } from '#domain/scope.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { findDefaultPaymentTerm } from '#features/settings/queries-lists.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { recordStatus } from '#records/change-status.ts';
import { type CreateOptions, createRecord } from '#records/create-record.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { RecordRow, Values } from '#records/kind.ts';
import { findRecord } from '#records/read-record.ts';
import { canUse, nodesOf, type ResolvedScope, resolveScope } from '#records/scope.ts';
import { invoiceKind } from '../kind.ts';

/** Where an invoice lies that names no place: with its maker, or in the only entity there is when they sit above it. */
async function placeOf(call: Call, scope: Scope | undefined): Promise<ResolvedScope> {
  const place = await resolveScope(call, scope);
  if (scope !== undefined || place.entityId !== null) return place;
  const nodes = await nodesOf(call);
  const entities = [...nodes.values()].filter(
    ({ level, archivedAt, path }) => level === 'entity' && archivedAt === null && canUse(call, path),
  );
  const [only, ...others] = entities;
  if (!only || others.length > 0) return place;
  return { scopeId: only.id, scopePath: only.path, entityId: only.id, level: only.level };
}

/** The payment term of the account, or the company's usual one. Whether it may still be chosen does not matter. */
async function termFor(call: Call, accountId: unknown): Promise<string | null> {
  const account = typeof accountId === 'string' ? await findRecord(call, accountKind, accountId) : null;
  const own = account?.paymentTermId as string | null | undefined;
  return own ?? (await findDefaultPaymentTerm(call))?.id ?? null;
}

/** Opens a draft invoice at a place, with the account's payment term unless another is given, and starts its history. */
export async function openInvoice(
  call: Call,
  given: Values,
  options: CreateOptions & { at: { scopeId: string; scopePath: string } },
): Promise<RecordRow> {
  const chosen = given.paymentTermId !== undefined;
  const paymentTermId = chosen ? given.paymentTermId : await termFor(call, given.accountId);
  const invoice = await createRecord(
    call,
    invoiceKind,
    { ...given, paymentTermId },
    {
      ...options,
      columns: { ...options.columns, status: 'draft', statusChangedAt: instant(call) },
      inherited: [...(options.inherited ?? []), ...(chosen ? [] : ['paymentTermId'])],
    },
  );
  await recordStatus(call, invoiceKind, invoice, { from: null, to: 'draft' });
  return invoice;
}

/** Opens a draft invoice by hand. Without a currency it takes that of its entity; its number comes with issuing. */
export async function createInvoice(call: Call, body: Values): Promise<RecordRow> {
  const at = await placeOf(call, body.scope as Scope | undefined);
  const currency = body.currency ?? (await entityCurrencyAt(call, at.scopeId));
  return openInvoice(call, { ...body, currency }, { at });
}
