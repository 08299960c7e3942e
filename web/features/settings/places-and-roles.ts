import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { lineage, type Node, usableNodes, useNodes } from '#web/platform/hierarchy.ts';
import { useItems } from './use-items.ts';
import type { Role } from './wire.ts';

type Named = { name: string; key?: string | null };

/** What a role is called: built-in ones in the reader's language. */
export function useRoleName(): (role: Named) => string {
  const { t } = useTranslation();
  return useCallback(
    (role) => (role.key ? t(`settings:role.builtIn.${role.key}`, { defaultValue: role.name }) : role.name),
    [t],
  );
}

export function useRoles(): Role[] {
  return useItems<Role>('/roles').data ?? [];
}

/** A role by its id, with its name in the reader's language. */
export function useRoleNameById(): (id: string, fallback?: string) => string {
  const roles = useRoles();
  const nameOf = useRoleName();
  return (id, fallback = '…') => {
    const role = roles.find((one) => one.id === id);
    return role ? nameOf(role) : fallback;
  };
}

function pathOf(nodes: Node[], id: string): string {
  const line = lineage(nodes, id);
  return (line.length > 1 ? line.slice(1) : line).map((node) => node.name).join(' › ');
}

/** A node by its id, with the nodes above it: `Jordan › Amman`. */
export function usePathOf(): (id: string) => string {
  const nodes = useNodes();
  return (id) => pathOf(nodes, id) || '…';
}

export function useNodeOptions(): { value: string; label: string }[] {
  const nodes = useNodes();
  return usableNodes(nodes).map(({ id }) => ({ value: id, label: pathOf(nodes, id) }));
}

export function useRoleOptions(): { value: string; label: string }[] {
  const nameOf = useRoleName();
  return useRoles().map((role) => ({ value: role.id, label: nameOf(role) }));
}
