import { capabilityNames } from '#domain/capabilities.ts';
import { initialModules } from '#domain/modules.ts';
import { rootPath } from '#domain/scope.ts';
import type { Call, Origin } from '#platform/access/call.ts';
import { nowhere } from '#platform/access/run.ts';
import type { Transaction } from '#platform/database/database.ts';
import { newId } from '#platform/database/id.ts';

export type Newcomer = {
  orgId: string;
  memberId: string;
  name: string;
  homeNode: { id: string; path: string };
  locale: 'en' | 'ar';
  now: Date;
  database: Transaction;
  origin?: Origin;
  requestId?: string;
};

/**
 * The call of somebody who becomes a member in this very transaction, and so cannot be read from the database yet. It can
 * do nothing: its operations check nothing but the secret that led here.
 */
export function newcomerCall(newcomer: Newcomer): Call {
  const { orgId, memberId, name, homeNode, locale, now, database } = newcomer;
  return {
    orgId,
    actor: { kind: 'member', id: memberId, name, memberId },
    homeNode,
    grants: new Map(),
    modules: new Set(initialModules),
    roots: [homeNode.path],
    nodeIds: [],
    locale,
    timeZone: 'UTC',
    currency: '',
    accessVersion: 1,
    expiresAt: null,
    database,
    now,
    requestId: newcomer.requestId ?? newId(),
    publicUrl: null,
    hasMailServer: false,
    seal() {
      throw new Error('A newcomer hands out no links.');
    },
    origin: newcomer.origin ?? nowhere,
    pending: { audit: [], events: [], jobs: [] },
  };
}

/** The call of the first administrator, for whom everything is allowed. */
export function founderCall(newcomer: Newcomer, settings: { currency: string; timeZone: string }): Call {
  const everywhere = [{ path: rootPath, reach: 'all' }] as const;
  const grants = new Map(capabilityNames.map((capability) => [capability, everywhere]));
  return { ...newcomerCall(newcomer), ...settings, grants };
}
