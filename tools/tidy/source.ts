import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree: only what every node has is typed, rules check the rest. */
export type AstNode = { type: string; start: number; end: number; [key: string]: unknown };

export type Import = { specifier: string; line: number };

export type Source = {
  /** From the root of the tree, with forward slashes. */
  path: string;
  text: string;
  isTest: boolean;
  isGenerated: boolean;
  /** Null for files that hold no script. */
  program: AstNode | null;
  comments: { text: string; line: number }[];
  imports: Import[];
  lineOf: (offset: number) => number;
};

export type Finding = { file: string; line: number; rule: string; message: string };

/** Reads and, for scripts, parses one file of the tree; throws when a script has a syntax error. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const lineOf = lineFinder(text);
  const source: Source = {
    path,
    text,
    isTest: /\.test\.tsx?$/.test(path) || /^test\/|^(server|domain|web)\/(.*\/)?testing\//.test(path),
    isGenerated: /\.generated\.tsx?$/.test(path),
    program: null,
    comments: [],
    imports: [],
    lineOf,
  };
  if (!/\.(ts|tsx|mts|js|mjs)$/.test(path)) return source;
  const parsed = parseSync(path, text);
  const broken = parsed.errors[0];
  if (broken !== undefined) throw new Error(`${path}: ${broken.message}`);
  source.program = parsed.program as unknown as AstNode;
  source.comments = parsed.comments.map((comment) => ({ text: comment.value, line: lineOf(comment.start) }));
  source.imports = importsOf(source.program, lineOf);
  return source;
}

/** Calls `enter` for every node below and including `node`, parents first; returning false leaves out what is below. */
export function visit(
  node: AstNode,
  enter: (node: AstNode, parents: readonly AstNode[]) => undefined | false,
): void {
  const parents: AstNode[] = [];
  const step = (current: AstNode): void => {
    if (enter(current, parents) === false) return;
    parents.push(current);
    for (const [key, value] of Object.entries(current)) {
      if (key !== 'parent')
        for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) step(child);
    }
    parents.pop();
  };
  step(node);
}

export function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as AstNode).type === 'string';
}

/** The text of a string literal, or null for anything else. */
export function stringOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The name of an identifier, a JSX identifier or a literal key, or null. */
export function nameOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  return stringOf(node);
}

function importsOf(program: AstNode, lineOf: (offset: number) => number): Import[] {
  const found: Import[] = [];
  visit(program, (node) => {
    if (
      ![
        'ImportDeclaration',
        'ExportNamedDeclaration',
        'ExportAllDeclaration',
        'ImportExpression',
        'TSImportType',
      ].includes(node.type)
    )
      return;
    const specifier = stringOf(node.source);
    if (specifier !== null) found.push({ specifier, line: lineOf(node.start) });
  });
  return found;
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
