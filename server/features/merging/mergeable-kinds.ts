import type { Capability } from '#domain/capabilities.ts';
import { type MergeKindName, mergeKinds } from '#domain/merging.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { leadKind } from '#features/leads/kind.ts';
import type { RecordKind } from '#records/kind.ts';

export type MergeKind = RecordKind & { name: MergeKindName };

function isMergeKind(kind: RecordKind): kind is MergeKind {
  return mergeKinds.some((name) => name === kind.name);
}

function asMergeKind(kind: RecordKind): MergeKind {
  if (!isMergeKind(kind)) throw new Error(`Records of ${kind.name} cannot be merged.`);
  return kind;
}

/** The kinds that can be merged, by name. */
export const mergeable: Readonly<Record<MergeKindName, MergeKind>> = {
  account: asMergeKind(accountKind),
  contact: asMergeKind(contactKind),
  lead: asMergeKind(leadKind),
};

export function mergeCapability(kind: RecordKind): Capability {
  return `${kind.capability}.merge` as Capability;
}
