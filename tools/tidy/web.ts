import { type AstNode, type Finding, isNode, nameOf, type Source, stringOf, visit } from './source.ts';

/** Attributes whose text a person reads or hears. */
const SPOKEN =
  /^(label|placeholder|title|description|alt|error|aria-label|aria-description|aria-placeholder|aria-roledescription|aria-valuetext|nothingFoundMessage)$/;
const SENTENCE = /^\p{Lu}\p{Ll}*'?\p{Ll}* \p{L}/u;
/** Names are not words: they are the same in every language. */
const NAMES = new Set(['Parley']);
/** The name of a text in the locales, like `leads:field.email`, on its way to t(). */
const KEY = /^[a-z][\w-]*[:.][\w:.-]*\w$/i;
/** What stands on a key or in a program is the same in every language too. */
const VERBATIM = /^(kbd|Kbd|code|Code|pre|samp)$/;

const PHYSICAL_PROPS: Record<string, string> = { ml: 'ms', mr: 'me', pl: 'ps', pr: 'pe' };
const PHYSICAL_STYLE =
  /^(margin|padding|border|scrollMargin|scrollPadding)(Left|Right)|^border(Top|Bottom)(Left|Right)Radius$/;
const PHYSICAL_CSS =
  /(?<=^|[\s;])(?:((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right)\b)/g;

/** Every word that a person reads comes from web/locales, in each language. */
export function checkWords(source: Source): Finding[] {
  const findings: Finding[] = [];
  if (source.program === null || source.isTest || !/^web\/.*\.tsx?$/.test(source.path)) return findings;
  visit(source.program, (node, parents) => {
    const text = spoken(node, parents);
    if (text === null || !/\p{L}/u.test(text) || NAMES.has(text.trim()) || KEY.test(text)) return;
    const message = `"${text.trim().slice(0, 40)}" would stay in one language. Put the words into web/locales (every language) and read them with t('…').`;
    findings.push({ file: source.path, line: source.lineOf(node.start), rule: 'words in locales', message });
  });
  return findings;
}

function spoken(node: AstNode, parents: readonly AstNode[]): string | null {
  if (node.type === 'JSXText') return isVerbatim(parents.at(-1)) ? null : String(node.value);
  const text = stringOf(node) ?? templateText(node);
  if (text === null) return null;
  const parent = parents.at(-1);
  const holder = parent?.type === 'JSXExpressionContainer' ? parents.at(-2) : parent;
  if (holder?.type === 'JSXAttribute') return SPOKEN.test(nameOf(holder.name) ?? '') ? text : null;
  if (parent?.type === 'JSXExpressionContainer') return text;
  if (parents.some((above) => isForDevelopers(above))) return null;
  return SENTENCE.test(text) ? text : null;
}

function isVerbatim(element: AstNode | undefined): boolean {
  const opening = element?.openingElement;
  return isNode(opening) && VERBATIM.test(nameOf(opening.name) ?? '');
}

function templateText(node: AstNode): string | null {
  if (node.type !== 'TemplateLiteral') return null;
  return (node.quasis as AstNode[]).map((part) => (part.value as { cooked?: string }).cooked ?? '').join('…');
}

/** Errors that only a programmer sees, module names and types. */
function isForDevelopers(node: AstNode): boolean {
  if (node.type === 'NewExpression') return /Error$/.test(nameOf(node.callee) ?? '');
  if (node.type === 'CallExpression') return isNode(node.callee) && nameOf(node.callee.object) === 'console';
  return (
    /^(Import|ExportAll|TS)/.test(node.type) &&
    node.type !== 'TSAsExpression' &&
    node.type !== 'TSSatisfiesExpression'
  );
}

/** Left and right change places in Arabic: start and end do not. */
export function checkDirections(source: Source): Finding[] {
  if (!source.path.startsWith('web/')) return [];
  if (source.path.endsWith('.css')) return checkStyleSheet(source);
  return source.program === null ? [] : checkMarkup(source, source.program);
}

function checkMarkup(source: Source, program: AstNode): Finding[] {
  const findings: Finding[] = [];
  const add = (node: AstNode, what: string, instead: string): void => {
    findings.push({ file: source.path, line: source.lineOf(node.start), ...direction(what, instead) });
  };
  visit(program, (node) => {
    const name = nameOf(
      node.type === 'JSXAttribute' ? node.name : node.type === 'Property' ? node.key : null,
    );
    if (name === null) return;
    const value = stringOf(node.value);
    if (node.type === 'JSXAttribute' && PHYSICAL_PROPS[name] !== undefined)
      add(node, name, PHYSICAL_PROPS[name]);
    if (node.type === 'Property' && PHYSICAL_STYLE.test(name)) add(node, name, logical(name));
    if (/^(textAlign|float|ta)$/.test(name) && (value === 'left' || value === 'right')) {
      add(node, `${name}: ${value}`, value === 'left' ? 'start' : 'end');
    }
  });
  return findings;
}

/** A rule that names a direction in its selector (`[dir="rtl"] input`) means the side that it says. */
function checkStyleSheet(source: Source): Finding[] {
  const text = source.text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  const findings: Finding[] = [];
  for (const block of text.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
    const [, selector = '', body = ''] = block;
    if (selector.includes('[dir=')) continue;
    const start = (block.index ?? 0) + selector.length + 1;
    for (const { 1: side, 2: property, 3: value, index } of body.matchAll(PHYSICAL_CSS)) {
      const what = side ?? `${property}: ${value}`;
      const instead = side === undefined ? (value === 'left' ? 'start' : 'end') : logical(side);
      findings.push({ file: source.path, line: source.lineOf(start + index), ...direction(what, instead) });
    }
  }
  return findings;
}

function direction(what: string, instead: string): { rule: string; message: string } {
  const message = `${what} stays on one side when the page is read from right to left. Use ${instead}.`;
  return { rule: 'start and end', message };
}

function logical(name: string): string {
  if (name === 'left' || name === 'right') return `inset-inline-${name === 'left' ? 'start' : 'end'}`;
  if (/radius/i.test(name)) return 'border-start-start-radius and its like';
  return name
    .replace(/-left/, '-inline-start')
    .replace(/-right/, '-inline-end')
    .replace(/Left/, 'InlineStart')
    .replace(/Right/, 'InlineEnd');
}
