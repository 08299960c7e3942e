import type { RecordKindName } from '#domain/events.ts';
import type { Preview } from '#domain/file-types.ts';
import { apiUrl } from '#web/platform/api.ts';

type Content = { contentType: string; size: number; preview: Preview | null; number: number; name: string };

/** A file at a record, as the API has it. */
export type StoredFile = Content & {
  id: string;
  recordKind: RecordKindName;
  recordId: string;
  actor: { id: string | null; name: string };
  version: number;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  abilities: { edit: boolean; delete: boolean };
};

export type FileVersion = Content & { id: string; createdAt: string; actor: { name: string } };

/** Where a file's content is had; `number` names an older version. */
export function contentUrl(
  id: string,
  { inline, number }: { inline?: boolean; number?: number } = {},
): string {
  return apiUrl(`/files/${id}/content`, { inline: inline ? 1 : undefined, version: number });
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `1 536` → `1.5 kB`, in the reader's language. */
export function formatBytes(bytes: number, locale: string): string {
  let power = 0;
  let value = bytes;
  while (value >= 1024 && power < units.length - 1) {
    value /= 1024;
    power += 1;
  }
  const digits = power === 0 || value >= 100 ? 0 : 1;
  const unit = units[power] ?? 'byte';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(value);
}
