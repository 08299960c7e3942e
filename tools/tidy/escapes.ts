import { type AstNode, type Finding, isNode, nameOf, type Source, visit } from './source.ts';

const SILENCERS = /@ts-ignore|@ts-expect-error|@ts-nocheck|biome-ignore|eslint-disable/;
const LEFT_OVERS = /\b(TODO|FIXME|XXX|HACK)\b/;
const RUNNERS = /^(test|it|describe|suite|t)$/;

/** No way round the checks, nothing postponed, and no test that stands aside. */
export function checkEscapes(source: Source): Finding[] {
  const findings: Finding[] = [];
  if (source.program === null || source.isGenerated) return findings;
  const add = (line: number, rule: string, message: string): void => {
    findings.push({ file: source.path, line, rule, message });
  };
  for (const { text, line } of source.comments) {
    const silencer = SILENCERS.exec(text)?.[0];
    if (silencer !== undefined)
      add(
        line,
        'no silencers',
        `${silencer} hides a problem from the next reader. Solve it, or change the rule for everyone in biome.json or tsconfig.json.`,
      );
    const leftOver = LEFT_OVERS.exec(text)?.[0];
    if (leftOver !== undefined)
      add(
        line,
        'nothing postponed',
        `${leftOver} in code is forgotten. Do it now, or write it down where work is planned.`,
      );
  }
  visit(source.program, (node) => {
    const line = source.lineOf(node.start);
    if (node.type === 'TSAnyKeyword')
      add(
        line,
        'no any',
        '`any` switches the type checker off for all that touches it. Use `unknown` and narrow it, or name the type.',
      );
    const aside = source.isTest ? standsAside(node) : null;
    if (aside !== null)
      add(
        line,
        'every test runs',
        `${aside} leaves tests out, and a suite that leaves tests out proves less than it says. Repair the test or remove it.`,
      );
  });
  return findings;
}

function standsAside(node: AstNode): string | null {
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return null;
  const callee = node.callee;
  const runner = callee.type === 'MemberExpression' ? nameOf(callee.object) : nameOf(callee);
  if (runner === null || !RUNNERS.test(runner)) return null;
  const method = callee.type === 'MemberExpression' ? nameOf(callee.property) : null;
  if (method !== null && /^(only|skip|todo)$/.test(method)) return `${runner}.${method}`;
  const options = (node.arguments as AstNode[])[1];
  if (options?.type !== 'ObjectExpression') return null;
  // A computed `skip` tells on which machines a test makes sense; one that is written down tells of a broken test.
  const found = (options.properties as AstNode[]).find(
    ({ key, value }) =>
      /^(only|skip|todo)$/.test(nameOf(key) ?? '') && isNode(value) && value.type === 'Literal',
  );
  return found === undefined ? null : `{ ${nameOf(found.key)}: … }`;
}

/** A file that only re-exports hides where things are and makes cycles. */
export function checkBarrels(source: Source): Finding[] {
  const body = (source.program?.body ?? []) as AstNode[];
  const passesOn = (node: AstNode): boolean =>
    /^Export(Named|All)Declaration$/.test(node.type) && isNode(node.source);
  if (body.length === 0 || source.isGenerated || !body.every(passesOn)) return [];
  const message =
    'This file only passes on what others export: it hides where things are and invites cycles. Import from the file that has it, and remove this one.';
  return [{ file: source.path, line: 1, rule: 'no barrels', message }];
}

/** Time and environment come from the edge, so that every rule can be tested at any hour and any setting. */
export function checkEdges(source: Source): Finding[] {
  const findings: Finding[] = [];
  const inside = /^(domain|server\/(records|features))\//.test(source.path);
  if (source.program === null || source.isTest || !source.path.match(/^(domain|server|web)\//))
    return findings;
  visit(source.program, (node) => {
    const text = source.text.slice(node.start, Math.min(node.end, node.start + 40));
    const line = source.lineOf(node.start);
    const readsClock =
      (node.type === 'CallExpression' && /^Date\.now\(\)/.test(text)) ||
      (node.type === 'NewExpression' &&
        nameOf(node.callee) === 'Date' &&
        (node.arguments as AstNode[]).length === 0);
    if (inside && readsClock) {
      const message =
        'This reads the machine’s clock, so no test can choose the day. Use `call.now`, or take the time as a parameter.';
      findings.push({ file: source.path, line, rule: 'one clock', message });
    }
    if (inside && node.type === 'MemberExpression' && /^process\.env\b/.test(text)) {
      const message =
        'Settings are read once, in server/platform/config/. Add the setting there and take it as a parameter.';
      findings.push({ file: source.path, line, rule: 'one configuration', message });
      return false;
    }
  });
  return findings;
}
