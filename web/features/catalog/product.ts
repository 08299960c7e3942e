import type { BundlePricing, ProductCost, ProductPrice } from '#domain/products.ts';
import type { Scope } from '#domain/scope.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** A product on the wire. */
export type Product = RecordBase & {
  version: number;
  scope: Scope;
  ownerId: string | null;
  name: string;
  sku: string | null;
  description: string | null;
  unit: string | null;
  active: boolean;
  taxRate: string | null;
  prices: ProductPrice[];
  /** Null for those who are not told. */
  costs: ProductCost[] | null;
  bundlePricing: BundlePricing | null;
  components: { productId: string; name: string | null; quantity: string }[];
  image: { contentType: string; sha256: string } | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
};
