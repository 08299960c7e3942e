import { invoiceCreate } from '#domain/invoices.ts';
import type { CreateDeclaration } from '#web/components/create/declare.ts';
import { createGroups } from './invoice-fields.ts';

export const createInvoice: CreateDeclaration = {
  kind: 'invoice',
  groups: createGroups,
  schema: invoiceCreate,
};
