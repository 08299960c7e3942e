import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { findTestFiles } from './find-test-files.ts';

const mixed = `
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
describe('a suite', () => {
  it('one', () => {});
  it('two', () => assert.equal(1, 2, 'one is not two'));
});
test('a parent', async (t) => { await t.test('a child', () => {}); });
test('aside', (t) => t['sk' + 'ip']('not here'));
console.log('said on the way');
`;

function inTree(t: TestContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** In a process of its own: inside a test process the runner would not start further test processes. */
async function run(root: string, files: string[]): Promise<{ tally: unknown; text: string }> {
  const script = `
    import { runTestFiles } from ${JSON.stringify(join(import.meta.dirname, 'run-test-files.ts'))};
    let text = '';
    const write = (part) => { text += part; };
    const tally = await runTestFiles(${JSON.stringify(files)}, { root: ${JSON.stringify(root)}, concurrency: 2, timeoutMs: 20000, write });
    console.log(JSON.stringify({ tally, text }));`;
  writeFileSync(join(root, 'run.mjs'), script);
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'run.mjs')], { env });
  return JSON.parse(stdout) as { tally: unknown; text: string };
}

test('single tests are counted, not suites, and failures are shown whole', async (t) => {
  const root = inTree(t, { 'domain/mixed.test.ts': mixed });
  const { tally, text } = await run(root, ['domain/mixed.test.ts']);
  assert.deepEqual(tally, { passed: 3, failed: 1, skipped: 1 });
  assert.match(text, /✖ domain\/mixed\.test\.ts {2}3 passed, 1 failed/);
  assert.match(text, /✖ domain\/mixed\.test\.ts:6 {2}two\n[\s\S]*one is not two/);
  assert.match(text, /said on the way/);
});

test('a test reaches this machine and nobody else', async (t) => {
  const root = inTree(t, {
    'a.test.ts': `
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
test('here', async (t) => {
  const server = createServer((_, response) => response.end('yes')).listen(0);
  t.after(() => server.close());
  await once(server, 'listening');
  assert.equal(await (await fetch('http://localhost:' + server.address().port)).text(), 'yes');
});
const fails = (socket) => new Promise((done) => socket.on('error', done).on('connect', () => done(null)));
test('there', async () => {
  for (const socket of [() => net.connect(80, '192.0.2.1'), () => net.connect({ port: 443, host: 'example.com' }), () => new net.Socket().connect(80, '10.1.2.3')])
    assert.match(String(await fails(socket())), /tried to reach/);
  await assert.rejects(fetch('http://192.0.2.1/'), (error) => /tried to reach 192/.test(String(error.cause)));
});`,
  });
  const { tally, text } = await run(root, ['a.test.ts']);
  assert.deepEqual(tally, { passed: 2, failed: 0, skipped: 0 }, text);
});

test('a file that breaks, and one without a test, count as failed', async (t) => {
  const root = inTree(t, { 'a.test.ts': 'throw new Error("boom");', 'b.test.ts': 'export {};' });
  const { tally, text } = await run(root, ['a.test.ts', 'b.test.ts']);
  assert.deepEqual(tally, { passed: 0, failed: 2, skipped: 0 });
  assert.match(text, /a\.test\.ts {2}the file itself[\s\S]*boom/);
  assert.match(text, /b\.test\.ts {2}the file itself[\s\S]*holds no test/);
});

test('test files are found, those that drive a browser apart, and a choice can be made', (t) => {
  const root = inTree(t, {
    'domain/money.test.ts': '',
    'domain/money.ts': '',
    'web/components/list.test.tsx': '',
    'test/browser/sign-in.test.ts': "import { openBrowser } from './browser.ts';",
    'node_modules/x/y.test.ts': '',
    'elsewhere/z.test.ts': '',
  });
  assert.deepEqual(findTestFiles(root, []), {
    plain: ['domain/money.test.ts', 'web/components/list.test.tsx'],
    browser: ['test/browser/sign-in.test.ts'],
  });
  assert.deepEqual(findTestFiles(root, ['money.test.ts'], join(root, 'domain')).plain, [
    'domain/money.test.ts',
  ]);
  assert.deepEqual(findTestFiles(root, ['test']), { plain: [], browser: ['test/browser/sign-in.test.ts'] });
  assert.throws(() => findTestFiles(root, ['nothing.test.ts']), /No such file or folder/);
});
