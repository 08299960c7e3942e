import type { Field, FieldGroup } from '#web/components/form/field.ts';

const field: Record<string, Field> = {
  name: { key: 'name', label: 'catalog:field.name', type: 'text', required: true, wide: true },
  sku: { key: 'sku', label: 'catalog:field.sku', type: 'text', help: 'catalog:help.sku' },
  unit: { key: 'unit', label: 'catalog:field.unit', type: 'text', help: 'catalog:help.unit' },
  prices: { key: 'prices', label: 'catalog:field.prices', type: 'prices', wide: true },
  costs: {
    key: 'costs',
    label: 'catalog:field.costs',
    type: 'prices',
    amountKey: 'unitCost',
    help: 'catalog:help.costs',
    wide: true,
  },
  taxRate: { key: 'taxRate', label: 'catalog:field.taxRate', type: 'percent' },
  active: { key: 'active', label: 'catalog:field.active', type: 'checkbox' },
  description: { key: 'description', label: 'catalog:field.description', type: 'prose', wide: true },
  ownerId: { key: 'ownerId', label: 'common:field.owner', type: 'member' },
  scope: { key: 'scope', label: 'common:field.scope', type: 'scope' },
  tags: { key: 'tags', label: 'common:field.tags', type: 'tags', wide: true },
};

const pick = (...keys: string[]) => keys.map((key) => field[key]!);

/** What can be changed in the list: prices are several, and are changed on the product's own page. */
export const listGroups: FieldGroup[] = [
  { fields: pick('name', 'sku', 'unit', 'taxRate', 'active', 'description', 'ownerId', 'scope', 'tags') },
];

const belongs: FieldGroup = { label: 'common:group.belongs', fields: pick('ownerId', 'scope', 'tags') };

/** With what it costs, for those who may change products. */
export const productGroups: FieldGroup[] = [
  { fields: pick('name', 'sku', 'unit', 'prices', 'costs', 'taxRate', 'active', 'description') },
  belongs,
];

/** For everybody else. */
export const shownGroups: FieldGroup[] = [
  { fields: pick('name', 'sku', 'unit', 'prices', 'taxRate', 'active', 'description') },
  belongs,
];
