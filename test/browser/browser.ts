import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** WCAG 2.2 at level AA, with everything below it. */
const ACCESSIBILITY_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The package's own file looks under /tmp. Without any font Chromium ends itself at the first letter. */
const FONT_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`;

type Installed = { executable: string; env: Record<string, string> };

/**
 * Starts headless Chromium: the one at CHROMIUM_PATH, or the one from npm, which brings the libraries it needs.
 * Close it in an `after` hook. Nothing of Chromium's web security is switched off, so CORS and CSP are tested as they are.
 */
export async function openBrowser(): Promise<Browser> {
  const { executable, env } = await unpackChromium();
  // Chromium's own sandbox refuses to run as root, and every page here is our own.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({
    executablePath: executable,
    args: [
      ...asRoot,
      '--headless=shell',
      '--no-pings',
      '--disable-domain-reliability',
      '--font-render-hinting=none',
    ],
    env: { ...process.env, ...env },
  });
}

/**
 * Unpacks Chromium once per version under node_modules/.cache. It is unpacked beside its place and renamed into it,
 * so an interrupted or simultaneous run never leaves a half-written browser behind.
 */
export async function unpackChromium(): Promise<Installed> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executable: given, env: {} };
  const { version } = JSON.parse(readFileSync(packageFile(), 'utf8')) as { version: string };
  const cache = join(root, 'node_modules/.cache');
  const place = join(cache, `chromium-${version}`);
  if (!existsSync(join(place, 'chromium'))) {
    mkdirSync(cache, { recursive: true });
    const staging = mkdtempSync(join(cache, `chromium-${version}.part-`));
    try {
      await unpackInto(staging);
      writeFileSync(join(staging, 'fonts/fonts.conf'), FONT_CONFIGURATION);
      if (!existsSync(place)) renameSync(staging, place);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  }
  const libraries = [join(place, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executable: join(place, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(place, 'fonts') },
  };
}

function packageFile(): string {
  return join(dirname(require.resolve('@sparticuz/chromium')), '../package.json');
}

/** The package reads its folder and whether to bring its libraries from the environment, so it runs in its own process. */
async function unpackInto(folder: string): Promise<void> {
  const script = "const { default: c } = await import('@sparticuz/chromium'); await c.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
}

export type WatchedPage = {
  page: Page;
  /** Lets an expected console message or address pass, such as the 401 of a wrong password. */
  allow: (pattern: RegExp) => void;
  /** Fails when the page has logged an error, thrown, or asked for anything outside the tested origin. */
  assertQuiet: () => void;
  close: () => Promise<void>;
};

/**
 * A page in a context of its own (no cookies shared with other pages) whose requests may not leave `origin`:
 * those that try are cut off and reported by `assertQuiet`. Other options go to the browser context.
 */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    ...(origin.startsWith('http') ? { baseURL: origin } : {}),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  const leaves = (url: URL): boolean =>
    !['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== origin;
  await context.route(leaves, async (route) => {
    complaints.push(`the page asked for ${route.request().url()}, which is outside ${origin}`);
    await route.abort('blockedbyclient');
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`console error: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught error: ${error.stack ?? error.message}`));
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(origin).host)
      complaints.push(`the page opened a socket to ${socket.url()}`);
  });
  return {
    page,
    allow: (pattern) => void allowed.push(pattern),
    assertQuiet: () => {
      const left = complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)));
      assert.ok(
        left.length === 0,
        `${page.url()} was not quiet:\n${left.map((complaint) => `- ${complaint}`).join('\n')}`,
      );
    },
    close: () => context.close(),
  };
}

type AxeResult = {
  violations: {
    id: string;
    impact: string;
    help: string;
    nodes: { target: unknown[]; failureSummary: string }[];
  }[];
};

/** Fails with the list of violations when the page as it stands breaks WCAG 2.2 AA where axe-core can tell. */
export async function checkAccessibility(page: Page, selector = 'html'): Promise<void> {
  // Evaluated, not added as a script element, so that the page's content security policy stays in force.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const options = { runOnly: { type: 'tag', values: ACCESSIBILITY_TAGS }, resultTypes: ['violations'] };
  const result = (await page.evaluate(
    `axe.run(${JSON.stringify(selector)}, ${JSON.stringify(options)})`,
  )) as AxeResult;
  const found = result.violations.map(({ id, impact, help, nodes }) => {
    const places = nodes
      .slice(0, 5)
      .map((node) => `    ${node.target.join(' ')}\n      ${node.failureSummary.replace(/\n/g, '\n      ')}`);
    return `- ${id} (${impact}, ${nodes.length}×): ${help}\n${places.join('\n')}`;
  });
  assert.ok(found.length === 0, `${page.url()} breaks WCAG 2.2 AA:\n${found.join('\n')}`);
}

/** Writes `<name>.png` into the folder named by SCREENSHOTS; does nothing when that is not set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
