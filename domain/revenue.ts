import type { RecordKindName } from './events.ts';

/** The kinds of which the way from a lead to its money consists, in the order in which they come. */
export const threadKinds = [
  'lead',
  'opportunity',
  'quote',
  'order',
  'subscription',
  'invoice',
  'credit_note',
  'payment',
] as const satisfies readonly RecordKindName[];

export type ThreadKind = (typeof threadKinds)[number];

export function isThreadKind(kind: string): kind is ThreadKind {
  return threadKinds.some((name) => name === kind);
}
