import type { ImportKind, ImportTarget, TargetType } from '#domain/imports.ts';
import { accountKind } from '#features/accounts/kind.ts';
import { productKind } from '#features/catalog/kind.ts';
import { priceCurrencies } from '#features/catalog/queries.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { leadKind } from '#features/leads/kind.ts';
import { opportunityKind } from '#features/opportunities/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { customFieldsOf } from '#records/custom-fields/definitions.ts';
import { addressColumns, type Field, type RecordKind } from '#records/kind.ts';

/** The kinds of record that a file can bring. */
export const kindsToImport: Readonly<Record<ImportKind, RecordKind>> = {
  lead: leadKind,
  account: accountKind,
  contact: contactKind,
  product: productKind,
  opportunity: opportunityKind,
};

const special: Readonly<Record<string, TargetType>> = {
  email: 'email',
  phone: 'phone',
  mobile: 'phone',
  website: 'url',
  currency: 'currency',
};

function typeOf(name: string, field: Field): TargetType | null {
  if (field.type === 'text') return special[name] ?? 'text';
  if (field.type === 'reference') return field.to === 'paymentTerm' ? 'paymentTerm' : null;
  return field.type === 'json' || field.type === 'address' ? null : field.type;
}

/** What only a file may say: a new record's place in its pipeline, its name in one cell, a price with its currency. */
const beside: Readonly<Record<ImportKind, readonly ImportTarget[]>> = {
  lead: [
    { key: 'fullName', type: 'fullName' },
    { key: 'status', type: 'choice' },
  ],
  account: [],
  contact: [{ key: 'fullName', type: 'fullName' }],
  product: [
    { key: 'price', type: 'decimal' },
    { key: 'currency', type: 'currency' },
  ],
  opportunity: [{ key: 'stage', type: 'choice' }],
};

const common: readonly ImportTarget[] = [
  { key: 'ownerId', type: 'member' },
  { key: 'id', type: 'id' },
];

function ownTargets(name: ImportKind): ImportTarget[] {
  const targets: ImportTarget[] = [];
  for (const [key, field] of Object.entries(kindsToImport[name].fields)) {
    if (field.readOnly || field.internal) continue;
    if (field.type === 'address') {
      for (const member of addressColumns) {
        targets.push({ key: `${key}.${member}`, type: member === 'country' ? 'country' : 'text' });
      }
      continue;
    }
    const type = typeOf(key, field);
    if (type) targets.push({ key, type });
  }
  return [...targets, ...beside[name], ...common];
}

/** A price for each currency that the company knows: `price EUR` and `price USD` can stand beside each other. */
async function priceTargets(call: Call, name: ImportKind): Promise<ImportTarget[]> {
  if (name !== 'product') return [];
  return (await priceCurrencies(call)).map((currency) => ({
    key: `priceIn.${currency}`,
    type: 'decimal',
    label: `Price ${currency}`,
    labelAr: `السعر ${currency}`,
  }));
}

/** Every field that a column of a file may fill, the company's own among them. */
export async function targetsOf(call: Call, name: ImportKind): Promise<ImportTarget[]> {
  const custom = await customFieldsOf(call, name);
  const own = custom.map(
    ({ key, label, labelAr }): ImportTarget => ({ key: `custom.${key}`, type: 'custom', label, labelAr }),
  );
  return [...ownTargets(name), ...(await priceTargets(call, name)), ...own];
}

const keys: Readonly<Record<ImportKind, readonly string[]>> = {
  lead: ['email', 'phone', 'id'],
  account: ['name', 'email', 'website', 'phone', 'taxNumber', 'id'],
  contact: ['email', 'phone', 'mobile', 'id'],
  product: ['sku', 'name', 'id'],
  opportunity: ['name', 'id'],
};

/** The fields by which a row of a file may be found to be a record that exists. */
export const matchKeysOf = (name: ImportKind): readonly string[] => keys[name];
