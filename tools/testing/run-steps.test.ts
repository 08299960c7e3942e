import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { countOf, runStep, type StepResult } from './run-steps.ts';

const result = (name: string, ok: boolean, lastLine = ''): StepResult => ({ name, ok, lastLine, seconds: 1 });

test('the count of the tests is passed on', () => {
  assert.deepEqual(countOf([result('lint', true), result('tests', true, '12 passed, 0 failed')]), {
    passed: 12,
    failed: 0,
  });
  assert.deepEqual(countOf([result('tests', false, '12 passed, 3 failed')]), { passed: 12, failed: 3 });
});

test('another failed step counts as one failure, and missing tests as one', () => {
  const tests = result('tests', true, '12 passed, 0 failed');
  assert.deepEqual(countOf([result('lint', false, 'Found 40 errors.'), tests]), { passed: 12, failed: 1 });
  assert.deepEqual(countOf([result('lint', true)]), { passed: 0, failed: 1 });
  assert.equal(countOf([result('tests', false, 'Killed')]).failed > 0, true);
});

test('a step tells whether its command succeeded and what it said last', async () => {
  const script = (text: string) =>
    runStep({ name: 'x', command: process.execPath, args: ['-e', text] }, tmpdir());
  const good = await script("console.log(''); console.log('3 passed, 0 failed')");
  assert.equal(good.ok, true);
  assert.equal(good.lastLine, '3 passed, 0 failed');
  assert.equal((await script('process.exit(3)')).ok, false);
  assert.equal((await runStep({ name: 'x', command: 'no-such-command', args: [] }, tmpdir())).ok, false);
});
