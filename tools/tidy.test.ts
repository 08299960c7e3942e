import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { tidy } from './tidy.ts';

/** Findings in a made-up tree, as "file:line rule". */
function find(
  t: TestContext,
  files: Record<string, string>,
  owners: Record<string, string[]> = {},
): string[] {
  return inTree(t, files, owners).map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

function inTree(t: TestContext, files: Record<string, string>, owners: Record<string, string[]> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'parley-tidy-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return tidy(root, owners);
}

const lines = (count: number): string => '// a line\n'.repeat(count);
const body = (count: number): string => `${'  0;\n'.repeat(count)}`;

describe('floors', () => {
  test('an import that points up is refused, one that points down is not', (t) => {
    const found = find(t, {
      'domain/money.ts': "import { log } from '#platform/log/log.ts';\nexport const a = log;\n",
      'server/platform/log/log.ts': "import { a } from '#records/kind.ts';\nexport const log = a;\n",
      'server/records/kind.ts': "import type { A } from '#domain/scope.ts';\nexport type B = A;\n",
    });
    assert.deepEqual(found, ['domain/money.ts:1 floors', 'server/platform/log/log.ts:1 floors']);
  });

  test('type imports, dynamic imports and re-exports count as imports', (t) => {
    const found = find(t, {
      'domain/a.ts': "export type A = import('#platform/log/log.ts').Log;\n",
      'domain/b.ts': "export const b = () => import('#platform/log/log.ts');\n",
      'domain/c.ts': "export const c = 1;\nexport { log } from '#platform/log/log.ts';\n",
    });
    assert.deepEqual(found, ['domain/a.ts:1 floors', 'domain/b.ts:1 floors', 'domain/c.ts:2 floors']);
  });

  test('the web knows the domain and nothing of the server', (t) => {
    const found = find(t, {
      'web/features/leads/page.ts': "import '#domain/leads.ts';\nimport '#features/leads/present.ts';\n",
      'web/platform/api.ts': "import '#web/components/page.ts';\n",
    });
    assert.deepEqual(found, ['web/features/leads/page.ts:2 floors', 'web/platform/api.ts:1 floors']);
  });

  test('a test may import what it needs to set the scene', (t) => {
    assert.deepEqual(find(t, { 'server/platform/a.test.ts': "import '#features/leads/present.ts';\n" }), []);
  });

  test('what is there for tests may import anything and is imported by tests only', (t) => {
    const found = find(t, {
      'server/platform/jobs/testing/stall.ts': "import '#features/leads/present.ts';\n",
      'server/platform/jobs/jobs.test.ts': "import './testing/stall.ts';\n",
      'server/platform/jobs/jobs.ts': "import './testing/stall.ts';\n",
    });
    assert.deepEqual(found, ['server/platform/jobs/jobs.ts:1 floors']);
  });

  test('the domain reads no file and no socket', (t) => {
    assert.deepEqual(find(t, { 'domain/a.ts': "import 'node:fs';\nimport 'zod';\n" }), [
      'domain/a.ts:1 pure domain',
    ]);
  });

  test('a relative import does not climb out of its floor or feature', (t) => {
    const found = find(t, {
      'server/records/search/a.ts': "import '../kind.ts';\nimport '../../platform/log/log.ts';\n",
      'server/features/leads/operations/b-c.ts': "import '../access.ts';\nimport '../../contacts/kind.ts';\n",
    });
    assert.deepEqual(found, [
      'server/features/leads/operations/b-c.ts:2 import names',
      'server/records/search/a.ts:2 import names',
    ]);
  });

  test('a script outside every floor is told so', (t) => {
    assert.deepEqual(find(t, { 'server/a.ts': '0;\n', 'migrations/x.ts': '0;\n' }).slice(1), [
      'migrations/x.ts:1 places',
    ]);
  });
});

describe('features', () => {
  test('a feature imports features to its left, through their doors', (t) => {
    const found = find(t, {
      'server/features/quotes/operations/send-quote.ts': [
        "import '#features/accounts/queries.ts';",
        "import '#features/accounts/queries-of-tree.ts';",
        "import '#features/accounts/operations/create-account.ts';",
        "import '#features/accounts/events.ts';",
        "import '#features/accounts/kind.ts';",
        "import '#features/accounts/present.ts';",
        "import '#features/leads/queries.ts';",
        "import '#features/poetry/queries.ts';",
      ].join('\n'),
    });
    const file = 'server/features/quotes/operations/send-quote.ts';
    assert.deepEqual(found, [
      `${file}:6 feature doors`,
      `${file}:7 feature order`,
      `${file}:8 feature order`,
    ]);
  });

  test('the message names the way out', (t) => {
    const [finding] = inTree(t, {
      'server/features/quotes/a.ts': "import '#features/invoices/queries.ts';\n",
    });
    assert.match(finding?.message ?? '', /quotes stands left of invoices.*event.*invoices\/reactions\.ts/);
  });

  test('a feature has a short page, and its operations are verbs', (t) => {
    const found = find(t, {
      'server/features/leads/endpoints.ts': '0;\n',
      'server/features/leads/operations/handle-lead.ts': '0;\n',
      'server/features/leads/operations/lead.ts': '0;\n',
      'server/features/leads/operations/convert-lead.ts': '0;\n',
      'server/features/quotes/endpoints.ts': '0;\n',
      'server/features/quotes/README.md': 'a line\n'.repeat(41),
    });
    assert.deepEqual(found, [
      'server/features/leads/endpoints.ts:1 feature page',
      'server/features/leads/operations/handle-lead.ts:1 operation names',
      'server/features/leads/operations/lead.ts:1 operation names',
      'server/features/quotes/README.md:41 file size',
    ]);
  });
});

test('circles are found once, also through types', (t) => {
  const findings = inTree(t, {
    'domain/a.ts': "import './b.ts';\n",
    'domain/b.ts': "import type { C } from './c.ts';\nexport type B = C;\n",
    'domain/c.ts': "import '#domain/a.ts';\nexport type C = 1;\n",
    'domain/d.ts': "import './a.ts';\n",
  });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['no cycles'],
  );
  assert.match(findings[0]?.message ?? '', /domain\/a\.ts → domain\/b\.ts → domain\/c\.ts → domain\/a\.ts/);
});

describe('sizes', () => {
  test('files: 300 lines, tests 500, generated ones any', (t) => {
    const found = find(t, {
      'domain/a.ts': lines(300),
      'domain/b.ts': lines(301),
      'domain/c.test.ts': lines(500),
      'domain/d.test.ts': lines(501),
      'domain/e.generated.ts': lines(900),
    });
    assert.deepEqual(found, ['domain/b.ts:301 file size', 'domain/d.test.ts:501 file size']);
  });

  test('functions: 70 lines, components and tests 120, describe any', (t) => {
    const found = find(t, {
      'domain/a.ts': `export function fine() {\n${body(68)}}\nexport const long = () => {\n${body(69)}};\n`,
      'web/components/b.tsx': `export function Page() {\n${body(118)}}\nexport function usePage() {\n${body(69)}}\n`,
      'web/components/c.tsx': `export const Wide = memo(() => {\n${body(119)}});\n`,
      'domain/d.test.ts': `describe('x', () => {\n${body(130)}});\ntest('y', () => {\n${body(119)}});\n`,
    });
    assert.deepEqual(found, [
      'domain/a.ts:71 function size',
      'domain/d.test.ts:133 function size',
      'web/components/b.tsx:121 function size',
      'web/components/c.tsx:1 function size',
    ]);
  });

  test('folders under server/ are four deep at most', (t) => {
    const found = find(t, {
      'server/features/leads/operations/a-b.ts': '0;\n',
      'server/features/leads/operations/x/c.ts': '0;\n',
    });
    assert.deepEqual(found, ['server/features/leads/operations/x/c.ts:1 folder depth']);
  });
});

describe('no way round', () => {
  // Written in pieces, so that this file does not trip the rule it tests.
  const silencers = ['@ts-' + 'ignore', '@ts-' + 'expect-error', 'biome-' + 'ignore lint: x'];
  for (const silencer of silencers) {
    test(`${silencer} is refused in a comment, not in a string`, (t) => {
      const found = find(t, { 'domain/a.ts': `export const a = '${silencer}';\n// ${silencer}\n` });
      assert.deepEqual(found, ['domain/a.ts:2 no silencers']);
    });
  }

  test('any, work left over, and files that only pass on exports', (t) => {
    const found = find(t, {
      'domain/a.ts': `export const a = (x: unknown) => x as any;\n/* TO${'DO'}: more */\n`,
      'domain/index.ts': "export * from './a.ts';\nexport { a } from './a.ts';\n",
    });
    assert.deepEqual(found, [
      'domain/a.ts:1 no any',
      'domain/a.ts:2 nothing postponed',
      'domain/index.ts:1 no barrels',
    ]);
  });

  test('tests that stand aside', (t) => {
    const found = find(t, {
      'domain/a.test.ts': [
        "test.only('a', () => {});",
        "describe.skip('b', () => {});",
        "test('c', { skip: true }, () => {});",
        "test('d', { timeout: 5, skip: process.getuid() !== 0 }, () => {});",
        'list.skip(3);',
      ].join('\n'),
    });
    const rule = 'every test runs';
    assert.deepEqual(found, [
      `domain/a.test.ts:1 ${rule}`,
      `domain/a.test.ts:2 ${rule}`,
      `domain/a.test.ts:3 ${rule}`,
    ]);
  });

  test('the clock and the environment are read at the edge', (t) => {
    const clock =
      'export const now = [Date.now(), new Date(), new Date(0)];\nexport const env = process.env.HOME;\n';
    const found = find(t, {
      'domain/a.ts': clock,
      'server/platform/clock.ts': clock,
      'domain/a.test.ts': clock,
    });
    assert.deepEqual(found, [
      'domain/a.ts:1 one clock',
      'domain/a.ts:1 one clock',
      'domain/a.ts:2 one configuration',
    ]);
  });
});

describe('web', () => {
  test('words stand in the locales', (t) => {
    const found = find(t, {
      'web/components/a.tsx': [
        'export const A = () => <p>Leads</p>;',
        'export const B = () => <input placeholder="Name" type="text" name="leads" />;',
        "export const C = () => <p>{'Leads'} · {t('leads.title')} — 3</p>;",
        'export const l = <Line label="leads:field.email" />;',
        'export const D = () => <b aria-label={`Open`} title={label}>Parley</b>;',
        "export const e = { message: 'All saved well' };",
        'export const k = <Kbd>Ctrl K</Kbd>;',
        "export const f = () => { throw new Error('Never reached this'); };",
      ].join('\n'),
    });
    const rule = 'words in locales';
    assert.deepEqual(
      found,
      [1, 2, 3, 5, 6].map((line) => `web/components/a.tsx:${line} ${rule}`),
    );
  });

  test('start and end, never left and right', (t) => {
    const found = find(t, {
      'web/components/a.tsx': [
        'export const A = () => <Box ml="md" ms="md" mx={4} />;',
        'export const B = () => <p style={{ marginLeft: 4, marginInlineStart: 4 }} />;',
        'export const C = () => <Text ta="right" />;',
      ].join('\n'),
      'web/components/a.css':
        'a { padding-left: 1px; }\n/* margin-left: 1px; */\nb { text-align: right }\nc { margin-inline: 0;\n  left: 0 }\n[dir="rtl"] d { text-align: right }\n',
    });
    const rule = 'start and end';
    assert.deepEqual(found, [
      `web/components/a.css:1 ${rule}`,
      `web/components/a.css:3 ${rule}`,
      `web/components/a.css:5 ${rule}`,
      `web/components/a.tsx:1 ${rule}`,
      `web/components/a.tsx:2 ${rule}`,
      `web/components/a.tsx:3 ${rule}`,
    ]);
  });

  test('both languages have the same words, placeholders and plural forms', (t) => {
    const json = (words: unknown): string => JSON.stringify(words);
    const findings = inTree(t, {
      'web/locales/en/leads.json': json({
        title: 'Leads',
        hello: 'Hello {{name}}',
        status: { new: 'New' },
        n_one: '{{count}} lead',
        n_other: '{{count}} leads',
        too_few: 'Too few',
      }),
      'web/locales/ar/leads.json': json({
        title: ' ',
        hello: 'أهلاً {{nom}}',
        n_one: 'س',
        n_other: '{{count}} س',
        too_few: 'ق',
      }),
      'web/locales/en/quotes.json': json({}),
    });
    const messages = findings.map(({ file, message }) => `${file} ${message}`).join('\n');
    assert.match(messages, /ar\/leads\.json status\.new is missing/);
    assert.match(messages, /ar\/leads\.json title is empty/);
    assert.doesNotMatch(messages, /too/);
    assert.match(messages, /ar\/leads\.json n_zero, n_two, n_few, n_many is missing/);
    assert.match(messages, /leads\.json hello fills in \{\{\w+\}\}, another language/);
    assert.match(messages, /ar\/quotes\.json This file is missing/);
  });
});

describe('tables and migrations', () => {
  const write = [
    "db.insertInto('quoteLine').execute();",
    "db.updateTable('quote as q').execute();",
    "db.selectFrom('invoice').forUpdate().execute();",
    'sql`delete from invoice where id = 1`;',
    'sql`select 1 from invoice for update skip locked`;',
    'sql`insert into mystery (a) values (1)`;',
  ].join('\n');
  const files = { 'server/features/quotes/queries.ts': write };

  test('only the owner writes a table', (t) => {
    const owners = {
      quote: ['server/features/quotes/'],
      quote_line: ['server/features/quotes/'],
      invoice: ['server/features/invoices/'],
    };
    const found = find(t, files, owners);
    const rule = 'table owners';
    assert.deepEqual(found, [
      `server/features/quotes/queries.ts:4 ${rule}`,
      `server/features/quotes/queries.ts:6 ${rule}`,
    ]);
  });

  test('while no owner is known nothing is checked', (t) => {
    assert.deepEqual(find(t, files), []);
  });

  test('migrations are numbered without a gap', (t) => {
    const found = find(t, {
      'migrations/0001-walls.sql': '',
      'migrations/0003-leads.sql': '',
      'migrations/0003-quotes.sql': '',
      'migrations/0004_Bad.sql': '',
    });
    const rule = 'migration names';
    assert.deepEqual(found, [
      `migrations/0003-leads.sql:1 ${rule}`,
      `migrations/0003-quotes.sql:1 ${rule}`,
      `migrations/0004_Bad.sql:1 ${rule}`,
    ]);
  });
});
