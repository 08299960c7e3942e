import { type AstNode, type Finding, nameOf, type Source, stringOf, visit } from './source.ts';

const WRITES = /^(insertInto|updateTable|deleteFrom|mergeInto|replaceInto)$/;
const SQL_WRITES =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into)\s+(?:only\s+)?"?([a-z][a-z0-9_]*)"?(?=\s+(?:set|as|\(|values|select|default|where|using|[a-z]\b)|\s*\(|\s*$)/gi;
const SQL_WORDS = new Set(['set', 'skip', 'nowait', 'of', 'no', 'on', 'only']);

/** The folders (ending in a slash) and files that own each table. */
export type Owners = Readonly<Record<string, readonly string[]>>;

/** Only the folder that owns a table writes it, so that its rules live in one place. */
export function checkTables(source: Source, owners: Owners): Finding[] {
  if (!source.path.startsWith('server/') || source.program === null || source.isTest) return [];
  if (Object.keys(owners).length === 0) return [];
  const findings: Finding[] = [];
  visit(source.program, (node) => {
    for (const table of writtenTables(node)) {
      const message = judge(source.path, table, owners);
      if (message !== null)
        findings.push({ file: source.path, line: source.lineOf(node.start), rule: 'table owners', message });
    }
  });
  return findings;
}

function judge(path: string, table: string, owners: Owners): string | null {
  const owner = owners[table];
  if (owner === undefined)
    return `The table ${table} has no owner. Name the folder that owns it in tools/floors.ts (tableOwners).`;
  if (owner.some((place) => path.startsWith(place))) return null;
  return `${table} belongs to ${owner.join(', ')} (tools/floors.ts): only it writes there. Call one of its operations, or announce an event that it reacts to.`;
}

function writtenTables(node: AstNode): string[] {
  if (node.type === 'CallExpression') {
    const method = nameOf((node.callee as AstNode).property);
    if (method === null || !WRITES.test(method)) return [];
    const table = stringOf((node.arguments as AstNode[])[0]);
    return table === null ? [] : [snakeCase(table.split(/\s/)[0] ?? '')];
  }
  if (node.type !== 'TaggedTemplateExpression' || nameOf(node.tag) !== 'sql') return [];
  const quasis = (node.quasi as AstNode).quasis as AstNode[];
  const text = quasis.map((part) => (part.value as { raw: string }).raw).join('?');
  return [...text.matchAll(SQL_WRITES)]
    .map((match) => match[1] ?? '')
    .filter((table) => !SQL_WORDS.has(table));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
