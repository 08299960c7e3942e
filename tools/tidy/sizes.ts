import { type AstNode, type Finding, isNode, nameOf, type Source, visit } from './source.ts';

const FILE_LINES = 300;
const TEST_FILE_LINES = 500;
const FUNCTION_LINES = 70;
const MARKUP_LINES = 120;
const SERVER_FOLDERS = 4;
const FEATURE_PAGE_LINES = 40;

/** A file stays small enough to be read whole, and a function to be seen whole. */
export function checkSizes(source: Source): Finding[] {
  if (source.isGenerated) return [];
  return [...checkFile(source), ...checkFunctions(source), ...checkDepth(source)];
}

function checkFile(source: Source): Finding[] {
  const lines = source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);
  const limit = limitOfFile(source);
  if (limit === null || lines <= limit) return [];
  const message = `${lines} lines, the limit is ${limit}: a file is read whole. Give each verb its own file, or move the part that has a name of its own.`;
  return [{ file: source.path, line: limit + 1, rule: 'file size', message }];
}

function limitOfFile(source: Source): number | null {
  if (/^server\/features\/[^/]+\/README\.md$/.test(source.path)) return FEATURE_PAGE_LINES;
  if (!/\.(ts|tsx|css)$/.test(source.path)) return null;
  return source.isTest ? TEST_FILE_LINES : FILE_LINES;
}

function checkFunctions(source: Source): Finding[] {
  const findings: Finding[] = [];
  if (source.program === null) return findings;
  visit(source.program, (node, parents) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
    const limit = limitOfFunction(source, node, parents);
    const first = source.lineOf(node.start);
    const lines = source.lineOf(node.end) - first + 1;
    if (limit === null || lines <= limit) return;
    const name = functionName(node, parents);
    const message = `${name} has ${lines} lines, the limit is ${limit}: it does more than one thing. Name the steps and give each its own function.`;
    findings.push({ file: source.path, line: first, rule: 'function size', message });
  });
  return findings;
}

/**
 * Markup is long without being tangled, so a component may have 120 lines; so may one test, which tells a story.
 * The function given to `describe` is a chapter, not a function: only its file is limited.
 */
function limitOfFunction(source: Source, node: AstNode, parents: readonly AstNode[]): number | null {
  const parent = parents.at(-1);
  if (source.isTest && parent?.type === 'CallExpression') {
    const callee = source.text.slice((parent.callee as AstNode).start, (parent.callee as AstNode).end);
    if (/^(describe|suite)\b/.test(callee)) return null;
    if (/^(test|it|t\.test)\b/.test(callee)) return MARKUP_LINES;
  }
  const isComponent = source.path.endsWith('.tsx') && /^[A-Z]/.test(functionName(node, parents));
  return isComponent ? MARKUP_LINES : FUNCTION_LINES;
}

function functionName(node: AstNode, parents: readonly AstNode[]): string {
  const own = nameOf(node.id);
  if (own !== null) return own;
  for (const parent of [...parents].reverse()) {
    if (parent.type === 'VariableDeclarator') return nameOf(parent.id) ?? 'This function';
    if (parent.type === 'Property' || parent.type === 'MethodDefinition')
      return nameOf(parent.key) ?? 'This function';
    // forwardRef(…) and memo(…) stand between a component and its name.
    if (parent.type !== 'CallExpression' || !isNode(parent.callee)) return 'This function';
  }
  return 'This function';
}

function checkDepth(source: Source): Finding[] {
  const folders = source.path.split('/').length - 1;
  if (!source.path.startsWith('server/') || folders <= SERVER_FOLDERS) return [];
  const message = `${folders} folders deep, the limit under server/ is ${SERVER_FOLDERS} (server/features/quotes/operations): what is deep is not found. Flatten it.`;
  return [{ file: source.path, line: 1, rule: 'folder depth', message }];
}
