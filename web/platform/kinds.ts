import {
  IconAddressBook,
  IconBuilding,
  IconChecklist,
  IconClipboardCheck,
  IconFileInvoice,
  IconFileText,
  IconPackage,
  IconReceipt,
  IconReceiptRefund,
  IconRepeat,
  IconSpeakerphone,
  IconTargetArrow,
  IconUserPlus,
} from '@tabler/icons-react';
import type { Capability } from '#domain/capabilities.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { ModuleName } from '#domain/modules.ts';

export type Kind = {
  /** As in the API (`/api/v1/leads`) and in the address bar (`/leads`). */
  path: string;
  icon: typeof IconUserPlus;
  module: ModuleName;
  /** `${capability}.view`, `.create`, `.edit`, `.delete`, `.export`. */
  capability: string;
};

/** Every kind of record that the web knows. Words are in the `kinds` namespace: `kinds:lead.one`, `kinds:lead.many`. */
export const kinds: Record<RecordKindName, Kind> = {
  lead: { path: 'leads', icon: IconUserPlus, module: 'crm', capability: 'crm.leads' },
  account: { path: 'accounts', icon: IconBuilding, module: 'crm', capability: 'crm.accounts' },
  contact: { path: 'contacts', icon: IconAddressBook, module: 'crm', capability: 'crm.contacts' },
  opportunity: {
    path: 'opportunities',
    icon: IconTargetArrow,
    module: 'crm',
    capability: 'crm.opportunities',
  },
  quote: { path: 'quotes', icon: IconFileText, module: 'crm', capability: 'crm.quotes' },
  invoice: {
    path: 'invoices',
    icon: IconFileInvoice,
    module: 'accounting',
    capability: 'accounting.invoices',
  },
  order: { path: 'orders', icon: IconClipboardCheck, module: 'crm', capability: 'crm.orders' },
  credit_note: {
    path: 'credit-notes',
    icon: IconReceiptRefund,
    module: 'accounting',
    capability: 'accounting.credit_notes',
  },
  subscription: {
    path: 'subscriptions',
    icon: IconRepeat,
    module: 'subscriptions',
    capability: 'accounting.subscriptions',
  },
  payment: { path: 'payments', icon: IconReceipt, module: 'accounting', capability: 'accounting.payments' },
  campaign: { path: 'campaigns', icon: IconSpeakerphone, module: 'crm', capability: 'crm.campaigns' },
  task: { path: 'tasks', icon: IconChecklist, module: 'crm', capability: 'crm.tasks' },
  product: { path: 'products', icon: IconPackage, module: 'crm', capability: 'catalog.products' },
};

export type KindVerb = 'view' | 'create' | 'edit' | 'delete' | 'import' | 'export';

export function capabilityOf(kind: RecordKindName, verb: KindVerb): Capability {
  return `${kinds[kind].capability}.${verb}` as Capability;
}

/** The address of a record's page. */
export function recordPath(kind: RecordKindName, id: string): string {
  return `/${kinds[kind].path}/${id}`;
}
