import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontFiles } from './fonts.ts';
import type { PdfRefusal, PdfResult, PdfSource } from './messages.ts';

/** Archivable, tagged and searchable; with it a character that no font has is an error and not a box on paper. */
const standard = 'a-2a';

// Without eviction four hundred documents take two gigabytes. A few generations are kept for the layouts and fonts.
const keptGenerations = 5;

export type Compile = (source: PdfSource) => PdfResult;

const diagnostic = /message: "((?:[^"\\]|\\.)*)"/g;
const missing = /the text `"(.*)"` could not be displayed/s;

const unescaped = (text: string) =>
  text.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/gs, (_, code: string | undefined, plain: string) =>
    code === undefined ? plain : String.fromCodePoint(Number.parseInt(code, 16)),
  );

/** Reads what the compiler threw: its text lists diagnostics in the debug form of Rust. */
export function refusalOf(error: unknown): PdfRefusal {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const said = typeof code === 'string' && code !== '' ? code : String(message ?? error);
  const messages = [...said.matchAll(diagnostic)].map(([, text = '']) => unescaped(text));
  const characters = messages.flatMap((text) => {
    const found = missing.exec(text)?.[1];
    return found === undefined ? [] : [unescaped(found)];
  });
  if (characters.length > 0) return { reason: 'glyph', characters: [...new Set(characters)] };
  return { reason: 'broken', messages: messages.length > 0 ? messages : [said.slice(0, 2_000)] };
}

/** A compiler of this process: it reads the fonts once, and a folder of layouts once it is asked for. Blocks while it works. */
export function openCompiler(): Compile {
  const fontBlobs = fontFiles().map((file) => readFileSync(file));
  const compilers = new Map<string, NodeCompiler>();
  const compilerFor = (workspace: string) => {
    const known = compilers.get(workspace);
    if (known) return known;
    const made = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
    compilers.set(workspace, made);
    return made;
  };
  return ({ folder, main, data, files = {} }) => {
    const compiler = compilerFor(folder);
    try {
      for (const [name, bytes] of Object.entries(files)) {
        compiler.mapShadow(join(folder, name), Buffer.from(bytes));
      }
      const pdf = compiler.pdf(
        { mainFilePath: join(folder, main), inputs: { data }, resetRead: false },
        { pdfStandard: standard },
      );
      return { pdf };
    } catch (error) {
      return { refused: refusalOf(error) };
    } finally {
      for (const name of Object.keys(files)) compiler.unmapShadow(join(folder, name));
      compiler.evictCache(keptGenerations);
    }
  };
}
