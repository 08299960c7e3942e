import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ensureWebBundle, webBundleState } from './web-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-web-'));
after(() => rmSync(folder, { recursive: true }));

function newRoot(name: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'web'), { recursive: true });
  writeFileSync(join(root, 'web/index.html'), '<script type="module" src="./main.tsx"></script>');
  writeFileSync(join(root, 'web/main.tsx'), "document.title = 'first';");
  writeFileSync(join(root, 'web/vite.config.ts'), 'export default { root: import.meta.dirname };');
  return root;
}

function scriptOf(root: string): string {
  const assets = join(root, 'web/dist/assets');
  return readdirSync(assets)
    .map((name) => readFileSync(join(assets, name), 'utf8'))
    .join('');
}

test('The pages are built once, and again when a source changed, but not when only its time did', async () => {
  const root = newRoot('once');
  let builds = 0;
  const onBuild = () => {
    builds += 1;
  };
  const ensure = () => ensureWebBundle(root, onBuild);
  assert.equal(webBundleState(root), 'missing');
  assert.equal(await ensure(), 'built');
  assert.match(scriptOf(root), /first/);
  assert.equal(await ensure(), 'current');
  utimesSync(join(root, 'web/main.tsx'), new Date(), new Date());
  assert.equal(await ensure(), 'current');
  writeFileSync(join(root, 'web/main.tsx'), "document.title = 'second';");
  assert.equal(webBundleState(root), 'stale');
  assert.equal(await ensure(), 'built');
  assert.match(scriptOf(root), /second/);
  assert.doesNotMatch(scriptOf(root), /first/);
  assert.equal(builds, 2);
  assert.deepEqual(readdirSync(join(root, '.cache')), []);
});

test('Without pages there is nothing to build', async () => {
  assert.equal(await ensureWebBundle(join(folder, 'none'), assert.fail), 'absent');
});

test('A build that fails is one problem and leaves the old pages', async () => {
  const root = newRoot('broken');
  await ensureWebBundle(root, () => undefined);
  writeFileSync(join(root, 'web/main.tsx'), "import './nowhere.ts';");
  await assert.rejects(
    ensureWebBundle(root, () => undefined),
    /^Error: The web pages cannot be built into .*dist: /,
  );
  assert.match(scriptOf(root), /first/);
  assert.ok(existsSync(join(root, 'web/dist/index.html')));
});
