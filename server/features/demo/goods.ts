import { productKind } from '#features/catalog/kind.ts';
import type { Call } from '#platform/access/call.ts';
import { createRecord } from '#records/create-record.ts';
import { goods } from './names.ts';
import type { Chance } from './random.ts';
import type { Furniture } from './setting.ts';

const wholeCompany = { level: 'organisation' } as const;

/** What one unit costs the seller: a good third below its price. */
export const costOf = (price: number) => (price * 0.62).toFixed(2);

function inCurrencies<Key extends string>(call: Call, second: string, name: Key, amount: number) {
  const own = { currency: call.currency, [name]: String(amount) };
  const other = { currency: second, [name]: (amount * 1.1).toFixed(2) };
  return second === call.currency ? [own] : [own, other];
}

/**
 * Sells the goods of the demo in the company's currency and a second one, with what they cost, alone and in two bundles.
 * Answers with the id of each that is still sold.
 */
export async function addProducts(call: Call, second: string): Promise<(string | null)[]> {
  const ids: string[] = [];
  for (const [index, { description, unit, price, tax }] of goods.entries()) {
    const { id } = await createRecord(call, productKind, {
      scope: wholeCompany,
      ownerId: null,
      name: description,
      sku: `DEMO-${1001 + index}`,
      unit,
      taxRate: tax,
      prices: inCurrencies(call, second, 'unitPrice', price),
      costs: inCurrencies(call, second, 'unitCost', Number(costOf(price))),
      // One that is no longer sold.
      active: index !== goods.length - 1,
    });
    ids.push(id);
  }
  const [, installation, rack, support, training, , cable] = ids;
  const part = (productId: string | undefined, quantity: string) =>
    productId ? [{ productId, quantity }] : [];
  const bundle = { scope: wholeCompany, ownerId: null, unit: 'set', taxRate: '19' };
  await createRecord(call, productKind, {
    ...bundle,
    name: 'Server room, ready to use',
    sku: 'DEMO-2001',
    prices: inCurrencies(call, second, 'unitPrice', 2_150),
    components: [...part(rack, '1'), ...part(installation, '8'), ...part(cable, '50')],
    bundlePricing: 'own',
  });
  await createRecord(call, productKind, {
    ...bundle,
    name: 'Support and training',
    sku: 'DEMO-2002',
    components: [...part(support, '1'), ...part(training, '4')],
    bundlePricing: 'sum',
  });
  return ids.map((id, index) => (index === goods.length - 1 ? null : id));
}

/** One to five lines, some below a heading, and where that is wanted one more that the customer may leave. */
export function linesOf(chance: Chance, { productIds }: Furniture, optional = false) {
  const item = () => {
    const at = chance.between(0, goods.length - 1);
    const { description, unit, price, tax } = goods[at]!;
    return {
      description,
      unit,
      quantity: String(chance.between(1, 20)),
      unitPrice: String(price),
      taxRate: tax,
      productId: productIds[at] ?? null,
      unitCost: costOf(price),
    };
  };
  const items = Array.from({ length: chance.between(1, 5) }, () => ({
    ...item(),
    discountPercent: chance.percent(15) ? '5' : '0',
  }));
  const heading = {
    ...{ lineType: 'heading' as const, description: 'Delivery and services', quantity: '1' },
    ...{ unitPrice: '0', taxRate: '0' },
  };
  const headed = items.length > 2 && chance.percent(40);
  return [
    ...(headed ? [heading] : []),
    ...items,
    ...(optional ? [{ ...item(), quantity: '1', optional: true, selected: false }] : []),
  ];
}
