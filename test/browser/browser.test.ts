import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { checkAccessibility, openBrowser, openPage, screenshot } from './browser.ts';

const PAGES: Record<string, string> = {
  '/good': '<main><h1>Leads</h1><label>Name <input name="name"></label><button>Save</button></main>',
  '/nameless': '<main><h1>Leads</h1><input name="name"><button></button></main>',
  '/noisy':
    '<main><h1>Leads</h1></main><script>console.error("lost a lead"); setTimeout(() => { throw new Error("boom"); })</script>',
  '/leaking': '<main><h1>Leads</h1><img alt="" src="http://tracker.invalid/pixel.gif"></main>',
};

let browser: Browser;
let server: Server;
let origin: string;

before(async () => {
  server = createServer((request, response) => {
    const body = PAGES[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "script-src 'unsafe-inline'",
    });
    response.end(
      `<!doctype html><html lang="en"><title>Parley</title><link rel="icon" href="data:,">${body ?? ''}</html>`,
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function open(path: string) {
  const watched = await openPage(browser, origin);
  await watched.page.goto(path);
  return watched;
}

test('a sound page is quiet, accessible, and can be used', async () => {
  const { page, assertQuiet, close } = await open('/good');
  await page.getByLabel('Name').fill('سلمى');
  assert.equal(await page.getByLabel('Name').inputValue(), 'سلمى');
  await checkAccessibility(page);
  assertQuiet();
  await close();
});

test('the accessibility check names the rule and the place', async () => {
  const { page, close } = await open('/nameless');
  await assert.rejects(checkAccessibility(page), /breaks WCAG 2\.2 AA[\s\S]*button-name[\s\S]*label/);
  await checkAccessibility(page, 'h1');
  await close();
});

test('console errors and thrown errors are reported, expected ones can be allowed', async () => {
  const { page, allow, assertQuiet, close } = await open('/noisy');
  await page.waitForTimeout(50);
  assert.throws(assertQuiet, /console error: lost a lead[\s\S]*uncaught error: [\s\S]*boom/);
  allow(/lost a lead/);
  assert.throws(
    assertQuiet,
    (error: Error) => !error.message.includes('lost a lead') && error.message.includes('boom'),
  );
  await close();
});

test('a request that leaves the tested origin is cut off and reported', async () => {
  const { assertQuiet, close } = await open('/leaking');
  assert.throws(assertQuiet, /tracker\.invalid\/pixel\.gif, which is outside/);
  await close();
});

test('screenshots are written only when asked for', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-screenshots-'));
  const before = process.env.SCREENSHOTS;
  t.after(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env.SCREENSHOTS;
    else process.env.SCREENSHOTS = before;
  });
  const { page, close } = await open('/good');
  delete process.env.SCREENSHOTS;
  await screenshot(page, 'quiet');
  process.env.SCREENSHOTS = folder;
  await screenshot(page, 'good');
  assert.equal(existsSync(join(folder, 'good.png')), true);
  assert.equal(existsSync(join(folder, 'quiet.png')), false);
  await close();
});
