import { productCreate, productPatch } from '#domain/products.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { recordEndpoints } from '#records/record-endpoints.ts';
import { imageEndpoints } from './endpoints-images.ts';
import { offerEndpoints, priceBookEndpoints } from './endpoints-price-books.ts';
import { productKind } from './kind.ts';

export const productEndpoints: Endpoint[] = [
  ...offerEndpoints,
  ...recordEndpoints(productKind, { create: productCreate, patch: productPatch }),
  ...imageEndpoints,
  ...priceBookEndpoints,
];
