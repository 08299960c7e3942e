import { productCreate, productPatch } from '#domain/products.ts';
import type { Endpoint } from '#platform/http/endpoint.ts';
import { recordEndpoints } from '#records/record-endpoints.ts';
import { productKind } from './kind.ts';

export const productEndpoints: Endpoint[] = recordEndpoints(productKind, {
  create: productCreate,
  patch: productPatch,
});
