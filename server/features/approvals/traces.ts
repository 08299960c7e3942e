import type { Capability } from '#domain/capabilities.ts';
import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';

const capability: Capability = 'crm.approvals.manage';

/** Rules belong to the whole company: holding the capability at a branch is not enough. */
export function requireToManage(call: Call): void {
  requireAt(call, capability, rootPath);
}

/** The audit entry and the event that every change of a rule leaves. */
export function leaveTraces(
  call: Call,
  verb: 'created' | 'updated' | 'deleted' | 'deactivated' | 'ordered',
  id: string | null,
  change: { before?: unknown; after?: unknown },
): void {
  audit(call, {
    action: `settings.approval_rule.${verb}`,
    recordKind: 'approval_rule',
    recordId: id,
    ...change,
  });
  announce(call, { type: 'settings.changed', payload: { section: 'approval_rules' } });
}
