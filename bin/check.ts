import { installationDir } from '#platform/config/config.ts';
import { countOf, runStep, type Step, type StepResult } from '#tools/testing/run-steps.ts';

// npm run check [-- --fast]: everything that CI runs, in CI's order. --fast leaves out the browser.
// All steps run even after one has failed, so that one look shows everything there is to put right.

const node = process.execPath;
const fast = process.argv.includes('--fast');

const steps: Step[] = [
  { name: 'lint', command: 'node_modules/.bin/biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'types of the server', command: 'node_modules/.bin/tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of the web', command: 'node_modules/.bin/tsc', args: ['-p', 'web/tsconfig.json'] },
  {
    name: 'types of the web tests',
    command: 'node_modules/.bin/tsc',
    args: ['-p', 'test/web/tsconfig.json'],
  },
  { name: 'house rules', command: node, args: ['tools/tidy.ts'] },
  { name: 'row types', command: node, args: ['tools/row-types.ts', '--check'] },
  { name: 'tests', command: node, args: ['bin/test.ts', ...(fast ? ['--no-browser'] : [])] },
];

const results: StepResult[] = [];
for (const step of steps) {
  console.log(`\n── ${step.name}`);
  results.push(await runStep(step, installationDir));
}

console.log('\n── summary');
for (const { name, ok, seconds } of results)
  console.log(`${ok ? '✔' : '✖'} ${name}  ${seconds.toFixed(1)} s`);
const { passed, failed } = countOf(results);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
