import { z } from 'zod';
import { rule, text, uuid } from './fields.ts';
import {
  extensionOf,
  type FileFamily,
  familyOfType,
  isProgramExtension,
  kindOfExtension,
} from './file-types.ts';

export const longestFileName = 180;

// Marks that turn the direction of what follows (an "exe.pdf" that is a fdp.exe), marks without width, line breaks.
const deceiving = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;
const forbiddenSomewhere = /[<>:"|?*]/g;
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Cut in front of the extension, never within a character. */
function shortened(name: string, max: number): string {
  if (name.length <= max) return name;
  const ext = extensionOf(name);
  const end = ext === '' ? '' : name.slice(-(ext.length + 1));
  return (
    name
      .slice(0, max - end.length)
      .toWellFormed()
      .replace(/\ufffd$/, '')
      .trimEnd() + end
  );
}

/**
 * A name that any system can keep and that shows what it is: no path, no control or deceiving characters, no device of
 * Windows, at most 180 UTF-16 units with its extension kept. Never empty, and cleaning twice changes nothing.
 */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(deceiving, '')
    .replace(/(\p{M}{30})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(forbiddenSomewhere, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const name = shortened(plain, longestFileName - 1).replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return 'file';
  return devices.test(name) ? `_${name}` : name;
}

const markup =
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|object|embed|style|meta|title|a\s|img|div|p|table)\b/i;
const drawing = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!doctype[^>]*>\s*)*<svg[\s>]/i;

function decoded(head: Uint8Array): string | null {
  const [first, second] = head;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  try {
    // The head may end within a character.
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    // Old texts are in one of the single-byte encodings, where letters are all that stands above ASCII.
    return head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
      ? null
      : new TextDecoder('windows-1252').decode(head);
  }
}

/**
 * What the first bytes are where no signature tells: a text, markup, a drawing, a script, or null for anything else.
 */
export function sniffText(head: Uint8Array): string | null {
  const content = decoded(head);
  if (content === null || /[^\P{Cc}\t\n\f\r]/u.test(content)) return null;
  if (content.startsWith('#!')) return 'application/x-sh';
  if (drawing.test(content)) return 'image/svg+xml';
  return markup.test(content) ? 'text/html' : 'text/plain';
}

export type FileFacts = {
  /** Cleaned. */
  name: string;
  /** As the client said; empty or general where it did not know. */
  declaredType: string;
  /** By signature or `sniffText`; null: nothing known. */
  found: string | null;
};

export type FileVerdict = { contentType: string } | { refused: 'dangerous_file' | 'disguised_file' };

const general = new Set([
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-download',
  'text/plain',
]);

function agrees(
  found: FileFamily | undefined,
  foundType: string,
  said: { family: FileFamily; found?: readonly string[] },
) {
  return found === said.family || (said.found?.includes(foundType) ?? false);
}

/**
 * The type that a file is kept and sent with, decided by its content; extension and declared type must agree with it.
 * Programs are refused whatever they are called, and what is called another thing than it is, too.
 */
export function judgeFile({ name, declaredType, found }: FileFacts): FileVerdict {
  const ext = extensionOf(name);
  const family = found === null ? undefined : familyOfType(found);
  if (family === 'program' || isProgramExtension(ext)) return { refused: 'dangerous_file' };
  const said = kindOfExtension(ext);
  const type = found ?? 'application/octet-stream';
  if (said && !agrees(family, type, said)) return { refused: 'disguised_file' };
  if (!said && (family === 'html' || family === 'svg')) return { refused: 'disguised_file' };
  const declared = familyOfType(declaredType);
  if (declared === 'program') return { refused: 'dangerous_file' };
  if (
    declared &&
    !general.has(declaredType) &&
    !agreesWithDeclared(declared, declaredType, said?.family ?? family)
  ) {
    return { refused: 'disguised_file' };
  }
  return { contentType: said && said.family !== 'image' ? said.type : type };
}

// A spreadsheet program claims tables of text, and browsers follow it; a zip may be a document.
const lenient: Partial<Record<FileFamily, readonly FileFamily[]>> = {
  office: ['text', 'archive'],
  archive: ['office'],
  audio: ['video'],
  video: ['audio'],
};

function agreesWithDeclared(declared: FileFamily, declaredType: string, is: FileFamily | undefined): boolean {
  if (is === declared) return true;
  if (is === undefined) return false;
  if (declaredType === 'text/xml' || declaredType === 'application/xml') return is === 'svg';
  return lenient[declared]?.includes(is) ?? false;
}

const isCleanName = (name: string) => cleanFileName(name) === name;

/** The fields beside the file of an upload. */
export const fileUpload = z.strictObject({ recordKind: text(40), recordId: uuid });

export const fileRename = z.strictObject({
  name: text(longestFileName).check(rule(isCleanName, 'invalid_characters')),
});

export const fileQuery = z.strictObject({
  recordKind: text(40),
  recordId: uuid,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  archived: z.enum(['true', 'false']).optional(),
});

export type FileQuery = z.output<typeof fileQuery>;
