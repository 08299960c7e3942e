import { type AuditDraft, audit } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { PublicContext } from '#platform/http/endpoint.ts';
import type { Membership } from '#platform/sign-in/types.ts';

type Context = Pick<PublicContext, 'services' | 'requestId' | 'origin'>;

/** Writes an entry to the audit log about somebody who is not signed in, or not yet. */
export async function auditVisitor(
  { services, requestId, origin }: Context,
  { orgId, memberId }: Membership,
  entry: AuditDraft,
): Promise<void> {
  const system = await loadSystem(services.pool, orgId);
  const principal = {
    ...system,
    actor: { kind: 'public', id: null, name: 'Visitor', memberId: null },
  } as const;
  const options = { access: 'write', requestId, origin, checkAccessVersion: false } as const;
  await runCall(services, principal, options, async (call) => {
    audit(call, { recordKind: 'member', recordId: memberId, ...entry });
  });
}
