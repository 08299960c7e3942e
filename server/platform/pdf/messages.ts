/** What a child is asked to do. */
export type PdfSource = {
  /** The absolute path of a folder of layouts: a layout reads nothing outside it. */
  folder: string;
  /** The layout, as a file of that folder. */
  main: string;
  /** JSON for the layout's `sys.inputs.data`: only ever data, never markup. */
  data: string;
  /** Pictures by the name under which the layout finds them beside itself; they never touch the disk. */
  files?: Readonly<Record<string, Uint8Array>>;
};

/** Why there is no PDF. */
export type PdfRefusal =
  /** No font has these characters: on paper they would be boxes. */
  | { reason: 'glyph'; characters: string[] }
  /** The layout or one of its pictures is broken; what the compiler says of it. */
  | { reason: 'broken'; messages: string[] }
  /** It took longer, or more memory, than any document may. */
  | { reason: 'time' | 'memory' };

export type PdfResult = { pdf: Uint8Array } | { refused: PdfRefusal };

export type ChildAnswer = {
  result: PdfResult;
  /** The child's resident memory after the work, in bytes. */
  residentBytes: number;
};
