import { productCreate } from '#domain/products.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { productGroups } from './product-fields.ts';

export const createProduct: CreateDeclaration = {
  kind: 'product',
  groups: productGroups,
  schema: productCreate,
  initial: { active: true },
};
