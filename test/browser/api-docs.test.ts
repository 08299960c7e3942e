import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { readConfig } from '#platform/config/config.ts';
import { silentLog } from '#platform/log/log.ts';
import { type RunningServer, startServer } from '#server/main.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { openBrowser, openPage, screenshot } from './browser.ts';

let browser: Browser;
let database: TestDatabase;
let server: RunningServer;
const folder = mkdtempSync(join(tmpdir(), 'parley-docs-'));

before(async () => {
  database = await createTestDatabase();
  const config = readConfig({ DATA_DIR: folder, PORT: '0' }, folder);
  server = await startServer({ config, log: silentLog(), databaseUrl: database.appUrl, role: 'web' });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('the documentation shows every chapter, opens a call, and asks no other server', async () => {
  const { page, assertQuiet, close } = await openPage(browser, server.url);
  await page.goto('/api/docs');
  await page.getByRole('heading', { name: /Parley/ }).waitFor();
  const list = page.locator('#operations-accounts-getAccounts, #operations-tag-accounts');
  await list.first().waitFor();
  await page.locator('#operations-tag-accounts').click();
  await page.locator('#operations-accounts-getAccounts').click();
  await page.getByText('scopeNodeId').first().waitFor();
  await page.evaluate('scrollTo(0, 0)');
  await screenshot(page, 'api-docs');
  assert.ok((await page.locator('.opblock').count()) > 3);
  assertQuiet();
  await close();
});
