import { pathsAbove, rootPath } from '#domain/scope.ts';
import { appendAudit } from '../audit/append.ts';
import { sealWith } from '../config/seal.ts';
import { inTransaction, type Wall } from '../database/transaction.ts';
import { writeOutbox } from '../events/write-outbox.ts';
import type { Services } from '../services.ts';
import type { Call, Origin, Principal } from './call.ts';

export type CallOptions = {
  access: 'read' | 'write';
  requestId: string;
  origin?: Origin;
  /** Off for work that must not fail because a grant changed in the same moment: jobs and the command line. */
  checkAccessVersion?: boolean;
};

export const nowhere: Origin = { ip: null, userAgent: null };

/** The wall behind which a principal's transactions run. */
export function wallOf({ orgId, roots, nodeIds }: Pick<Principal, 'orgId' | 'roots' | 'nodeIds'>): Wall {
  if (roots.includes(rootPath)) return { mode: 'organisation', orgId };
  const [only, ...others] = roots;
  if (only !== undefined && others.length === 0) return { mode: 'range', orgId, path: only };
  return { mode: 'nodes', orgId, nodeIds, above: [...new Set(roots.flatMap(pathsAbove))] };
}

/**
 * Runs one operation in one transaction as the principal: opens the wall, hands over the call, then writes the events, the
 * jobs and the audit entries that the operation left, wakes delivery, and commits.
 */
export async function runCall<T>(
  services: Services,
  principal: Principal,
  options: CallOptions,
  run: (call: Call) => Promise<T>,
): Promise<T> {
  const accessVersion =
    options.checkAccessVersion === false ? {} : { accessVersion: principal.accessVersion };
  return inTransaction(
    services.pool,
    wallOf(principal),
    { access: options.access, ...accessVersion },
    async (database) => {
      const call: Call = {
        ...principal,
        database,
        now: services.clock.now(),
        requestId: options.requestId,
        publicUrl: services.config.publicUrl,
        hasMailServer: services.config.smtpUrl !== undefined,
        seal: (purpose, bytes) => sealWith(services.config, purpose, bytes),
        origin: options.origin ?? nowhere,
        pending: { audit: [], events: [], jobs: [] },
      };
      const result = await run(call);
      if (options.access === 'write') await finishCall(services, call);
      return result;
    },
  );
}

/**
 * Writes what an operation left behind, as the last act of its transaction: events, jobs, audit entries. `runCall` does
 * it; only whoever opens a transaction in another way calls it too.
 */
export async function finishCall(services: Pick<Services, 'queue'>, call: Call): Promise<void> {
  const events = await writeOutbox(call);
  if (events > 0) await services.queue.wakeDelivery(call);
  await services.queue.enqueueAll(call, call.pending.jobs.splice(0));
  await appendAudit(call);
}
