import type { LineBody } from '#domain/document-lines.ts';
import type { Scope } from '#domain/scope.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { holds, requireOn } from '#platform/access/can.ts';
import { recordStatus } from '#records/change-status.ts';
import { type CreateOptions, createRecord } from '#records/create-record.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { entityCurrencyAt } from '#records/entity-currency.ts';
import type { Values } from '#records/kind.ts';
import { canUse, nodesOf, resolveScope } from '#records/scope.ts';
import { viewOf } from '#records/update-record.ts';
import { subscriptionKind } from '../kind.ts';
import type { SubscriptionRow } from '../row.ts';
import { startNow } from './start-subscription.ts';

const manage = 'accounting.subscriptions.manage';

type Place = { scopeId: string; scopePath: string };

/** Where a subscription lies that names no place: with its maker, or in the only entity there is when they sit above it. */
async function placeOf(call: Call, scope: Scope | undefined): Promise<Place> {
  const place = await resolveScope(call, scope);
  if (scope !== undefined || place.entityId !== null) return place;
  const entities = [...(await nodesOf(call)).values()].filter(
    ({ level, archivedAt, path }) => level === 'entity' && archivedAt === null && canUse(call, path),
  );
  const [only, ...others] = entities;
  return only && others.length === 0 ? { scopeId: only.id, scopePath: only.path } : place;
}

/** Opens a draft at a place and starts it where that is wanted. */
export async function openSubscription(
  call: Call,
  { start, ...given }: Values,
  options: CreateOptions & { at: Place },
): Promise<SubscriptionRow> {
  const startDate = given.startDate ?? (await todayAt(call, options.at.scopeId));
  const draft = (await createRecord(
    call,
    subscriptionKind,
    { ...given, startDate },
    { ...options, columns: { ...options.columns, status: 'draft', statusChangedAt: instant(call) } },
  )) as SubscriptionRow;
  await recordStatus(call, subscriptionKind, draft, { from: null, to: 'draft' });
  if (start !== true) return draft;
  requireOn(call, manage, draft, viewOf(subscriptionKind));
  return startNow(call, draft);
}

/**
 * Makes a subscription by hand. With lines it starts at once, unless it says otherwise or its maker may start none; without,
 * it waits as a draft. Without a currency it takes that of its entity.
 */
export async function createSubscription(call: Call, body: Values): Promise<SubscriptionRow> {
  const at = await placeOf(call, body.scope as Scope | undefined);
  const currency = body.currency ?? (await entityCurrencyAt(call, at.scopeId));
  const lines = (body.lines as LineBody[] | undefined) ?? [];
  const start = body.start ?? (lines.length > 0 && holds(call, manage));
  return openSubscription(call, { ...body, currency, start }, { at });
}
