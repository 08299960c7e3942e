import { Problem } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { holds, requireCapability } from '#platform/access/can.ts';

type Owned = { shared: boolean; memberId: string };

/** Whether the actor may change or delete a view: their own, or a shared one with the right to share. */
export function mayChangeView(call: Call, view: Owned): boolean {
  return view.shared ? holds(call, 'crm.views.share') : view.memberId === call.actor.memberId;
}

/** Refuses unless the actor may change the view. */
export function requireChange(call: Call, view: Owned): void {
  if (!mayChangeView(call, view)) requireCapability(call, 'crm.views.share');
}

/** The member whose views these are; nobody's views are kept for Parley itself. */
export function viewOwner(call: Call): string {
  const { memberId } = call.actor;
  if (memberId === null) throw new Problem('forbidden', { detail: 'Views belong to a member.' });
  return memberId;
}
