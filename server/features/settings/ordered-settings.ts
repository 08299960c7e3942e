import { type SqlBool, sql } from 'kysely';
import type { Capability } from '#domain/capabilities.ts';
import type { OptionList } from '#domain/settings.ts';
import type { Call } from '#platform/access/call.ts';
import type { Section } from './setting-traces.ts';

export type OrderedTable = 'taxRate' | 'paymentTerm' | 'optionValue';

/** A row of any of these tables; the optional columns are those that only some of them have. */
export type SettingRow = {
  id: string;
  active: boolean;
  sortOrder: number;
  version: number;
  createdAt: string;
  updatedAt: string;
  isDefault?: boolean;
  name?: string;
  rate?: string;
  days?: number;
  list?: OptionList;
  value?: string;
  label?: string;
  labelAr?: string | null;
};

/** A short list that a company keeps in an order of its own: tax rates, payment terms, the options of a list. */
export type OrderedSetting = {
  table: OrderedTable;
  name: 'tax_rate' | 'payment_term' | 'option';
  section: Section;
  capability: Capability;
  /** The column that no two rows of the list may share. */
  unique: 'name' | 'value';
  /** Whether one row may be what new records start with. */
  hasDefault: boolean;
  list?: OptionList;
  isUsed(call: Call, row: SettingRow): Promise<boolean>;
};

/** The columns of records that carry an option of each list. */
const carriers: Record<OptionList, readonly [table: string, column: string][]> = {
  account_type: [['account', 'account_type']],
  contact_role: [['contact', 'role']],
  lead_source: [
    ['lead', 'source'],
    ['contact', 'source'],
  ],
  industry: [['account', 'industry']],
  payment_method: [['payment', 'method']],
  activity_outcome: [['activity', 'outcome']],
};

async function isCarried(
  call: Call,
  places: readonly (readonly [table: string, column: string])[],
  value: unknown,
): Promise<boolean> {
  const found = places.map(
    ([table, column]) =>
      sql<SqlBool>`exists (select from ${sql.table(table)} where org_id = ${call.orgId} and ${sql.ref(column)} = ${value})`,
  );
  const { rows } = await sql<{ used: boolean }>`select ${sql.join(found, sql` or `)} as used`.execute(
    call.database,
  );
  return rows[0]?.used === true;
}

export const taxRates: OrderedSetting = {
  table: 'taxRate',
  name: 'tax_rate',
  section: 'tax_rates',
  capability: 'accounting.settings.manage',
  unique: 'name',
  hasDefault: true,
  // Lines carry the percentage itself, so no record is the poorer when its rate goes.
  isUsed: async () => false,
};

export const paymentTerms: OrderedSetting = {
  table: 'paymentTerm',
  name: 'payment_term',
  section: 'payment_terms',
  capability: 'accounting.settings.manage',
  unique: 'name',
  hasDefault: true,
  isUsed: (call, row) =>
    isCarried(
      call,
      [
        ['account', 'payment_term_id'],
        ['invoice', 'payment_term_id'],
      ],
      row.id,
    ),
};

export function optionsOf(list: OptionList): OrderedSetting {
  return {
    table: 'optionValue',
    name: 'option',
    section: 'option_lists',
    capability: 'crm.settings.manage',
    unique: 'value',
    hasDefault: false,
    list,
    isUsed: (call, row) => isCarried(call, carriers[list], row.value),
  };
}
