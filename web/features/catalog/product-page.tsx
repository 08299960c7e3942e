import { useParams } from '@tanstack/react-router';
import { productPatch } from '#domain/products.ts';
import type { RecordDeclaration } from '#web/components/record/declare.ts';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import type { Product } from './product.ts';
import { productGroups } from './product-fields.ts';

const productRecord: RecordDeclaration<Product> = {
  kind: 'product',
  title: (product) => product.name,
  subtitle: (product) => product.sku,
  fields: productGroups,
  schema: productPatch,
  tabs: [
    {
      key: 'timeline',
      label: 'common:tab.timeline',
      render: (product) => <Timeline kind="product" id={product.id} />,
    },
  ],
  side: (product) => <RecordDates item={product} />,
};

const noActs = () => ({});

export function ProductPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <RecordPage declaration={productRecord} id={id} useActs={noActs} />;
}
