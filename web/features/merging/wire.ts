import type { MergeKindName } from '#domain/merging.ts';
import type { RecordBase } from '#web/components/list/declare.ts';

/** One of a group that may all be the same. */
export type Candidate = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  companyName: string | null;
  ownerId: string | null;
  createdAt: string;
};

export type DuplicateGroup = { key: string; count: number; records: Candidate[] };
export type DuplicatePage = { groups: DuplicateGroup[]; nextCursor: string | null };

export type MergeRecord = RecordBase & Record<string, unknown>;

export type MergePreview = {
  target: MergeRecord;
  source: MergeRecord;
  /** The fields in which somebody may choose. */
  fields: string[];
  links: { kind: string; count: number }[];
};

/** The address of the screen on which two records are merged. */
export function mergeAddress(kind: MergeKindName, targetId: string, sourceId: string): string {
  return `/merge?kind=${kind}&target=${targetId}&source=${sourceId}`;
}
