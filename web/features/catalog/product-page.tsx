import { useParams } from '@tanstack/react-router';
import { productPatch } from '#domain/products.ts';
import type { RecordDeclaration } from '#web/components/record/declare.ts';
import { RecordDates } from '#web/components/record/record-dates.tsx';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useCan } from '#web/platform/session.ts';
import { BundlePanel } from './bundle-panel.tsx';
import { ImagePanel } from './image-panel.tsx';
import type { Product } from './product.ts';
import { productGroups, shownGroups } from './product-fields.ts';

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
  side: (product) => (
    <>
      <ImagePanel product={product} />
      <BundlePanel key={product.version} product={product} />
      <RecordDates item={product} />
    </>
  ),
};

const noActs = () => ({});

export function ProductPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const can = useCan();
  const fields = can('catalog.products.edit') ? productGroups : shownGroups;
  return <RecordPage declaration={{ ...productRecord, fields }} id={id} useActs={noActs} />;
}
