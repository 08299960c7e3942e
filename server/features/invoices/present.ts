import { z } from 'zod';
import { lineSchema } from '#records/document-schemas.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { invoiceKind } from './kind.ts';

/** What an invoice's own page shows beside its fields. */
export const detailSchema = {
  lines: z.array(lineSchema),
  /** The customer's credit that could be set against it; null where nothing is due or the actor sees no payments. */
  creditAvailable: z.string().nullable(),
};

export const invoiceAnswer = recordSchema(invoiceKind, detailSchema);

/** What is due on an invoice, beside what changed it. */
export const summarySchema = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  status: z.string(),
  total: z.string(),
  paid: z.string(),
  balance: z.string(),
});
