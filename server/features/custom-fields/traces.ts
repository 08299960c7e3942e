import type { CustomField } from '#domain/custom-fields.ts';
import { rootPath } from '#domain/scope.ts';
import { bumpAccessVersion } from '#platform/access/bump-access-version.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';
import { forgetCustomFields } from '#records/custom-fields/definitions.ts';

/** Definitions belong to the whole company: holding the capability at a branch is not enough. */
export function requireDefining(call: Call): void {
  requireAt(call, 'crm.settings.manage', rootPath);
}

/** What every change of a definition leaves: the audit entry, the event, and no server with the old one in mind. */
export async function leaveTraces(
  call: Call,
  change: { action: string; field?: CustomField; before?: unknown; after?: unknown },
): Promise<void> {
  audit(call, {
    action: `settings.custom_field.${change.action}`,
    recordKind: 'custom_field',
    recordId: change.field?.id ?? null,
    before: change.before,
    after: change.after,
  });
  announce(call, { type: 'settings.changed', payload: { section: 'custom_fields' } });
  forgetCustomFields(call);
  await bumpAccessVersion(call);
}
