import type { Capability } from '#domain/capabilities.ts';
import type {
  PublicAcceptBody,
  PublicChangesBody,
  PublicDeclineBody,
  PublicDocumentWire,
  PublicPricing,
} from '#domain/sharing.ts';
import type { Call } from '#platform/access/call.ts';
import { attachedTable } from '#records/attached.ts';
import type { RecordKind, RecordRow } from '#records/kind.ts';

/** What a kind of document shows and lets be done to whoever holds its link. */
export type PublicDocument = {
  kind: RecordKind;
  /** The capability that opens and closes its links. */
  capability: Capability;
  /** Whether a customer may see it at all as it is now: a draft is shown to nobody. */
  isShown(row: RecordRow): boolean;
  /** What the page shows; only what stands on the customer's copy. The PDF is added to it. */
  show(call: Call, row: RecordRow): Promise<Omit<PublicDocumentWire, 'document'>>;
  /** What the chosen options come to. Writes nothing. */
  choose?(call: Call, row: RecordRow, selected: readonly string[]): Promise<PublicPricing>;
  /** Each of these gets the row locked, and answers it as it is afterwards. */
  accept?(call: Call, row: RecordRow, answer: PublicAcceptBody): Promise<RecordRow>;
  decline?(call: Call, row: RecordRow, answer: PublicDeclineBody): Promise<RecordRow>;
  requestChanges?(call: Call, row: RecordRow, answer: PublicChangesBody): Promise<RecordRow>;
  /** A person looked at it; `first` for the first time through this link. */
  viewed?(call: Call, row: RecordRow, first: boolean): Promise<RecordRow>;
};

const documents = new Map<string, PublicDocument>();

/** Declares what a kind shows through its links; declaring one twice is a broken start. */
export function publicDocument(document: PublicDocument): PublicDocument {
  const { name } = document.kind;
  const known = documents.get(name);
  if (known && known !== document) throw new Error(`What a ${name} shows is declared twice.`);
  documents.set(name, document);
  return document;
}

export function publicDocumentOf(kind: string): PublicDocument | undefined {
  return documents.get(kind);
}

export function allPublicDocuments(): PublicDocument[] {
  return [...documents.values()];
}

attachedTable('publicLink');
