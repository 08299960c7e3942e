import type { Capability } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { CapabilityRow } from './wire.ts';

export type CapabilityGroup = {
  /** The record, and the key of its words: `capabilities:record.crm.leads`; `settings` for the company's own. */
  record: string;
  module: ModuleName | null;
  capabilities: Capability[];
};

function recordOf(capability: Capability): string {
  return capability.startsWith('settings.') ? 'settings' : capability.slice(0, capability.lastIndexOf('.'));
}

/** The capabilities as the matrix shows them: by record, in the order in which the server names them. */
export function groupCapabilities(rows: readonly CapabilityRow[]): CapabilityGroup[] {
  const groups: CapabilityGroup[] = [];
  for (const { capability, module } of rows) {
    const record = recordOf(capability);
    const known = groups.find((group) => group.record === record);
    if (known) known.capabilities.push(capability);
    else groups.push({ record, module, capabilities: [capability] });
  }
  return groups;
}

/** Settings belong to nobody, so "only their own" says nothing there. */
export function canBeOwn(capability: Capability): boolean {
  return !capability.includes('settings.');
}
