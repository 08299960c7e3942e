import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen } from './screen.ts';

let app: App;
let admin: Session;
let watched: WatchedPage;
let page: Page;

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  watched = await app.open({ session: admin });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });

const csv = [
  'First Name;Last Name;Company;E-Mail',
  'Lena;Braun;Acme;lena@acme.example',
  'Omar;Haddad;Nour;omar@nour.example',
  'Bad;Mail;Wrong;not-a-mail',
].join('\n');

test('[R38] A seller drops a file, checks it, imports it, and takes it back', async () => {
  await page.goto('/leads');
  await page.getByRole('link', { name: 'Import' }).click();
  await page.waitForURL(/\/imports\?kind=lead/);
  await checkScreen(page, 'imports');
  const file = { name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { name: 'leads.csv' }).waitFor();
  const target = page.getByRole('combobox', { name: 'Field for E-Mail' });
  assert.equal(await target.inputValue(), 'Email');
  await checkScreen(page, 'import-mapping');
  await button('Check all rows').click();
  await page
    .getByRole('cell', { name: 'This is not an email address.' })
    .or(page.getByRole('cell', { name: /email/i }))
    .first()
    .waitFor();
  await checkScreen(page, 'import-dry-run');
  await button('Import 2 rows').click();
  await page.getByRole('link', { name: 'Download rejected rows' }).waitFor();
  await checkScreen(page, 'import-result');
  const { body } = await admin.api.get('/leads');
  assert.equal((body.items as unknown[]).length, 2);
  await button('Undo the import').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('What was taken back').waitFor();
  const left = await admin.api.get('/leads');
  assert.deepEqual(left.body.items, []);
});

test('A file that is no table says so, and the Arabic screens fit', async () => {
  await page.goto('/imports');
  const pdf = { name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7 nothing') };
  watched.allow(/status of 422 .*\/api\/v1\/imports/);
  await page.locator('input[type=file]').setInputFiles(pdf);
  await page.getByRole('alert').waitFor();
  await admin.api.patch('/me', { locale: 'ar' });
  await page.goto('/imports');
  await page.getByRole('link', { name: 'leads.csv' }).first().waitFor();
  await checkScreen(page, 'imports-ar');
});
