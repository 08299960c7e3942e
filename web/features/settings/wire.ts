import type { Capability, Reach } from '#domain/capabilities.ts';
import type { ModuleName } from '#domain/modules.ts';
import type { NumberedDocument } from '#domain/numbering.ts';
import type { OptionList } from '#domain/settings.ts';
import type { Values } from '#web/components/form/field.ts';
import type { LanguageCode } from '#web/platform/language.ts';

export type Organisation = {
  name: string;
  currency: string;
  country: string | null;
  timeZone: string;
  locale: LanguageCode;
  version: number;
};

export type Entity = Values & {
  id: string;
  nodeId: string;
  name: string;
  legalName: string | null;
  currency: string;
  timeZone: string;
  taxNumber: string | null;
  accentColour: string | null;
  version: number;
  archivedAt: string | null;
};

export type ModuleState = { module: ModuleName; enabled: boolean };

export type Assignment = { roleId: string; nodeId: string };

export type Member = {
  id: string;
  name: string;
  email: string;
  status: 'active' | 'deactivated';
  homeNodeId: string;
  locale: LanguageCode;
  version: number;
  createdAt: string;
  /** Absent where the reader may not know. */
  assignments?: (Assignment & { roleName: string })[];
  abilities?: { edit: boolean };
};

export type Invitation = {
  id: string;
  email: string;
  name: string | null;
  roleId: string;
  nodeId: string;
  status: 'open' | 'accepted' | 'revoked' | 'expired';
  expiresAt: string;
  createdAt: string;
};

export type NewInvitation = Invitation & { url: string; mail: 'queued' | 'simulated' };

export type Grant = { capability: Capability; reach: Reach };

export type Role = {
  id: string;
  name: string;
  builtIn: boolean;
  key: string | null;
  grants: Grant[];
  version: number;
};

export type CapabilityRow = { capability: Capability; module: ModuleName | null };

/** A row of a list that the company keeps in an order of its own. */
export type Ordered = { id: string; active: boolean; sortOrder: number; version: number };

export type OptionRow = Ordered & { value: string; label: string; labelAr: string | null };
export type OptionListAnswer = { name: OptionList; freeEntry: boolean; items: OptionRow[] };
export type TaxRate = Ordered & { name: string; rate: string; isDefault: boolean };
export type PaymentTerm = Ordered & { name: string; days: number; isDefault: boolean };

export type ExchangeRate = {
  id: string;
  date: string;
  from: string;
  to: string;
  rate: string;
  version: number;
};

export type Series = {
  nodeId: string;
  nodeName: string;
  document: NumberedDocument;
  code: string;
  name: string | null;
  isDefault: boolean;
  active: boolean;
  pattern: string;
  nextNumber: number;
  preview: string;
  version: number;
};

export type ApiKey = {
  id: string;
  name: string;
  roleId: string;
  roleName: string;
  nodeId: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string | null;
};

export type AuditEntry = {
  position: number;
  id: string;
  at: string;
  actor: { kind: string; id: string | null; name: string | null };
  action: string;
  recordKind: string | null;
  recordId: string | null;
  requestId: string | null;
  ip: string | null;
  userAgent: string | null;
  before: unknown;
  after: unknown;
  hash: string;
};

export type Verdict = { valid: boolean; entries: number; brokenAt?: number };

export type FailedWork = {
  kind: 'event' | 'job';
  id: string;
  message: string | null;
  failedAt: string;
  consumer?: string;
  type?: string;
  name?: string;
  tries?: number;
  recordKind?: string | null;
  recordId?: string | null;
};
