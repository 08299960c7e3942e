/** What a file is, as far as it matters for keeping and showing it. */
export type FileFamily =
  | 'pdf'
  | 'image'
  | 'office'
  | 'archive'
  | 'audio'
  | 'video'
  | 'text'
  | 'html'
  | 'svg'
  | 'program'
  | 'other';

type Kind = { family: FileFamily; type: string; ext: readonly string[]; found?: readonly string[] };

const zip = ['application/zip', 'application/x-zip-compressed'];
const openXml = 'application/vnd.openxmlformats-officedocument.';
const openDocument = 'application/vnd.oasis.opendocument.';
const cfb = ['application/x-cfb'];

/**
 * Kinds of files by their extensions: the type that they are sent with, and what their content may be found to be besides.
 * A text of any sort is found as `text/plain`.
 */
const kinds: readonly Kind[] = [
  { family: 'pdf', type: 'application/pdf', ext: ['pdf'] },
  { family: 'image', type: 'image/png', ext: ['png'], found: ['image/apng'] },
  { family: 'image', type: 'image/jpeg', ext: ['jpg', 'jpeg', 'jfif'], found: ['image/jpg', 'image/pjpeg'] },
  { family: 'image', type: 'image/gif', ext: ['gif'] },
  { family: 'image', type: 'image/webp', ext: ['webp'] },
  { family: 'image', type: 'image/avif', ext: ['avif'] },
  { family: 'image', type: 'image/bmp', ext: ['bmp'] },
  { family: 'image', type: 'image/tiff', ext: ['tif', 'tiff'] },
  {
    family: 'image',
    type: 'image/heic',
    ext: ['heic', 'heif'],
    found: ['image/heif', 'image/heic-sequence'],
  },
  { family: 'image', type: 'image/vnd.adobe.photoshop', ext: ['psd'] },
  { family: 'office', type: `${openXml}wordprocessingml.document`, ext: ['docx'], found: zip },
  { family: 'office', type: `${openXml}spreadsheetml.sheet`, ext: ['xlsx'], found: zip },
  { family: 'office', type: `${openXml}presentationml.presentation`, ext: ['pptx'], found: zip },
  { family: 'office', type: `${openDocument}text`, ext: ['odt'], found: zip },
  { family: 'office', type: `${openDocument}spreadsheet`, ext: ['ods'], found: zip },
  { family: 'office', type: `${openDocument}presentation`, ext: ['odp'], found: zip },
  { family: 'office', type: 'application/msword', ext: ['doc'], found: cfb },
  { family: 'office', type: 'application/vnd.ms-excel', ext: ['xls'], found: cfb },
  { family: 'office', type: 'application/vnd.ms-powerpoint', ext: ['ppt'], found: cfb },
  { family: 'office', type: 'application/vnd.ms-outlook', ext: ['msg'], found: cfb },
  { family: 'office', type: 'application/rtf', ext: ['rtf'], found: ['text/rtf'] },
  { family: 'archive', type: 'application/zip', ext: ['zip'], found: zip },
  { family: 'archive', type: 'application/gzip', ext: ['gz', 'tgz'], found: ['application/x-gzip'] },
  { family: 'archive', type: 'application/x-tar', ext: ['tar'] },
  { family: 'archive', type: 'application/x-7z-compressed', ext: ['7z'] },
  { family: 'archive', type: 'application/x-rar-compressed', ext: ['rar'], found: ['application/vnd.rar'] },
  { family: 'audio', type: 'audio/mpeg', ext: ['mp3'] },
  { family: 'audio', type: 'audio/wav', ext: ['wav'], found: ['audio/x-wav'] },
  { family: 'audio', type: 'audio/mp4', ext: ['m4a'], found: ['audio/x-m4a', 'video/mp4'] },
  {
    family: 'audio',
    type: 'audio/ogg',
    ext: ['ogg', 'oga', 'opus'],
    found: ['audio/opus', 'application/ogg'],
  },
  { family: 'video', type: 'video/mp4', ext: ['mp4', 'm4v'], found: ['video/x-m4v', 'video/quicktime'] },
  { family: 'video', type: 'video/quicktime', ext: ['mov'], found: ['video/mp4'] },
  { family: 'video', type: 'video/webm', ext: ['webm'], found: ['video/matroska'] },
  {
    family: 'text',
    type: 'text/plain',
    ext: ['txt', 'md', 'log', 'ini', 'yaml', 'yml', 'sql', 'tex', 'eml'],
  },
  { family: 'text', type: 'text/csv', ext: ['csv', 'tsv'], found: ['application/vnd.ms-excel'] },
  { family: 'text', type: 'application/json', ext: ['json', 'geojson'] },
  { family: 'text', type: 'application/xml', ext: ['xml'], found: ['text/xml'] },
  { family: 'text', type: 'text/calendar', ext: ['ics'] },
  { family: 'text', type: 'text/vcard', ext: ['vcf'], found: ['text/x-vcard'] },
  {
    family: 'html',
    type: 'text/html',
    ext: ['html', 'htm', 'xhtml', 'mhtml'],
    found: ['application/xhtml+xml'],
  },
  { family: 'svg', type: 'image/svg+xml', ext: ['svg'], found: ['application/xml'] },
];

/** What an operating system would run when somebody opens it: never taken, whatever it holds. */
const programExtensions = new Set(
  `exe dll com scr pif msi msp msix appx bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh hta cpl reg lnk url inf scf jar
   class apk app ipa dmg pkg deb rpm run bin sh bash zsh csh command desktop elf so dylib sys drv ocx gadget application
   appref-ms msc xll wasm swf iso img vhd vhdx crx xpi chm one settingcontent-ms library-ms docm xlsm pptm dotm xltm`
    .split(/\s+/)
    .filter(Boolean),
);

const programTypes = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/java-archive',
  'application/wasm',
  'application/x-shockwave-flash',
  'application/x-ms-shortcut',
  'application/vnd.android.package-archive',
  'application/x-deb',
  'application/x-rpm',
  'application/x-apple-diskimage',
  'application/x-google-chrome-extension',
  'application/vnd.ms-word.document.macroenabled.12',
  'application/vnd.ms-excel.sheet.macroenabled.12',
  'application/vnd.ms-powerpoint.presentation.macroenabled.12',
  'application/x-sh',
]);

const byExtension = new Map(kinds.flatMap((kind) => kind.ext.map((ext) => [ext, kind] as const)));
const byType = new Map<string, Kind>();
for (const kind of [...kinds].reverse()) {
  for (const type of [...(kind.found ?? []), kind.type]) byType.set(type, kind);
}

/** The extension in lower case without its dot, or an empty string. */
export function extensionOf(name: string): string {
  const [, ext = ''] = /[^.]\.([^.\s]{1,20})$/u.exec(name) ?? [];
  return ext.toLowerCase();
}

export function kindOfExtension(ext: string): Kind | undefined {
  return byExtension.get(ext);
}

/** The family of a media type; undefined where the type says nothing that is known here. */
export function familyOfType(type: string): FileFamily | undefined {
  if (programTypes.has(type)) return 'program';
  return byType.get(type)?.family;
}

export function isProgramExtension(ext: string): boolean {
  return programExtensions.has(ext);
}

/** How the web shows a file beside its name; null: it is only downloaded. */
export type Preview = 'image' | 'pdf' | 'text';

const shownImages = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
]);

/** What a browser may show of the content in its own window. Markup and drawings that can hold scripts never. */
export function previewOf(contentType: string): Preview | null {
  if (contentType === 'application/pdf') return 'pdf';
  if (shownImages.has(contentType)) return 'image';
  return byType.get(contentType)?.family === 'text' ? 'text' : null;
}
