import { productPatch } from '#domain/products.ts';
import type { ListDeclaration } from '#web/components/list/declare.ts';
import { ListPage } from '#web/components/list/list-page.tsx';
import { fullPrice } from '#web/platform/format.ts';
import { imageUrl } from './image-panel.tsx';
import type { Product } from './product.ts';
import { listGroups } from './product-fields.ts';

const first = (product: Product) => product.prices[0];

function priceOf(product: Product): string | undefined {
  const price = first(product);
  return price && fullPrice(price.unitPrice, price.currency);
}

const productList: ListDeclaration<Product> = {
  kind: 'product',
  defaultSort: '-createdAt',
  columns: [
    { key: 'name', label: 'catalog:field.name', width: 240, sort: true, picture: imageUrl },
    { key: 'sku', label: 'catalog:field.sku', type: 'code', width: 140 },
    {
      key: 'price',
      label: 'catalog:field.price',
      type: 'money',
      width: 128,
      value: priceOf,
      currency: (product) => first(product)?.currency,
    },
    { key: 'unit', label: 'catalog:field.unit', width: 96 },
    { key: 'taxRate', label: 'catalog:field.taxRate', type: 'percent', width: 96 },
    { key: 'active', label: 'catalog:field.active', type: 'boolean', width: 88 },
    { key: 'ownerId', label: 'common:field.owner', type: 'member', width: 140, hidden: true },
    { key: 'tags', label: 'common:field.tags', type: 'tags', width: 160, hidden: true },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'relative', width: 116, sort: true },
    {
      key: 'updatedAt',
      label: 'common:field.updatedAt',
      type: 'relative',
      width: 120,
      sort: true,
      hidden: true,
    },
  ],
  fields: listGroups,
  schema: productPatch,
  filters: [
    { key: 'active', label: 'catalog:field.active', type: 'boolean' },
    { key: 'ownerId', label: 'common:field.owner', type: 'member' },
    { key: 'createdAt', label: 'common:field.createdAt', type: 'instant' },
    { key: 'archived', label: 'common:record.archived', type: 'boolean' },
  ],
  card: ['name', 'price', 'sku', 'active'],
};

export function ProductList() {
  return <ListPage declaration={productList} />;
}
