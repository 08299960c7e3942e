import type { Capability } from '#domain/capabilities.ts';
import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import type { Pipeline } from './queries.ts';

const capability: Capability = 'crm.settings.manage';

/** Pipelines belong to the whole company: holding the capability at a branch is not enough. */
export function requireToChange(call: Call): void {
  requireAt(call, capability, rootPath);
}

/** The audit entry and the event that every change of a pipeline leaves. */
export function leaveTraces(
  call: Call,
  verb: 'created' | 'updated' | 'deleted' | 'ordered',
  id: string | null,
  change: { before?: unknown; after?: unknown },
): void {
  audit(call, {
    action: `settings.pipeline.${verb}`,
    recordKind: 'pipeline',
    recordId: id,
    ...change,
  });
  announce(call, { type: 'settings.changed', payload: { section: 'pipelines' } });
}

/** A pipeline as the audit log keeps it. */
export function auditable({ name, isDefault, stages }: Pipeline) {
  return {
    name,
    isDefault,
    stages: stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      status: stage.status,
      probability: stage.probability,
      rottingDays: stage.rottingDays,
    })),
  };
}
