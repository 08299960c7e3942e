import type { RecordKindName } from '#domain/events.ts';
import type { Scope } from '#domain/scope.ts';
import { capabilityOf, kinds } from '#web/platform/kinds.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useCreators } from './declare.ts';

/** Values handed to the form by address, as `?create=contact&with.accountId=…`. */
const prefix = 'with.';

export function readGiven(search: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** Puts a new record where the record is that it will hang on: records of sibling branches cannot be linked. */
export function placedLike({ scope }: { scope: Scope }): Record<string, string> {
  const id = scope.positionId ?? scope.departmentId ?? scope.branchId ?? scope.entityId;
  return id ? { scopeNodeId: id } : {};
}

/** Opens the create form of a kind over the present screen; null where the member may not or there is no form. */
export function useCreate(kind: RecordKindName): ((given?: Record<string, string>) => void) | null {
  const can = useCan();
  const creators = useCreators();
  const modules = useSession()?.modules ?? [];
  const [, change] = useUrlState();
  const possible =
    creators[kind] && can(capabilityOf(kind, 'create')) && modules.includes(kinds[kind].module);
  if (!possible) return null;
  return (given = {}) => {
    const parameters = Object.entries(given).map(([key, value]) => [prefix + key, value]);
    change({ create: kind, ...Object.fromEntries(parameters) }, true);
  };
}

/** Kinds that may be created from here, in the order of the navigation. */
export function useCreatableKinds(): RecordKindName[] {
  const can = useCan();
  const creators = useCreators();
  const modules = useSession()?.modules ?? [];
  return (Object.keys(kinds) as RecordKindName[]).filter(
    (kind) => creators[kind] && can(capabilityOf(kind, 'create')) && modules.includes(kinds[kind].module),
  );
}
