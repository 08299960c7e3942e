import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose } from './screen.ts';

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

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog');
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });

async function addField(name: string, more: () => Promise<void>): Promise<void> {
  await button('Add a field').click();
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await more();
  await inDialog('Add').click();
  await page.getByRole('main').getByText(name, { exact: true }).waitFor();
}

test('an administrator adds fields of the company, in sections', async () => {
  await page.goto('/settings/custom-fields');
  await page.getByText('No fields of your own yet').waitFor();
  await addField('Region', async () => {
    await dialog().getByLabel('Name in Arabic').fill('المنطقة');
    await choose(dialog().getByRole('combobox', { name: 'Type' }), 'One choice');
    for (const [index, word] of ['North', 'South'].entries()) {
      await inDialog('Add a choice').click();
      await dialog()
        .getByLabel(`Choice ${index + 1}`, { exact: true })
        .fill(word);
    }
    await dialog().getByLabel('Section', { exact: true }).fill('Site');
    await checkScreen(page, 'custom-field-form');
  });
  await addField('Licence number', async () => {
    await dialog().getByLabel('No two records share a value').check();
  });
  await page.getByRole('main').getByText('licenceNumber').waitFor();
  await checkScreen(page, 'custom-fields');
});

test('a lead carries them like any other field: form, page, list and filter', async () => {
  await page.goto('/leads?create=lead');
  await dialog().getByLabel('First name').fill('Bruno');
  await choose(dialog().getByRole('combobox', { name: 'Region' }), 'South');
  await dialog().getByLabel('Licence number').fill('L-1');
  await inDialog('Create').click();
  await page.getByRole('heading', { name: 'Bruno' }).waitFor();
  await page.getByText('South').waitFor();
  await button('Edit Licence number').click();
  const input = page.getByRole('textbox', { name: 'Licence number' });
  await input.fill('L-2');
  await input.press('Control+Enter');
  await page.getByText('L-2').first().waitFor();
  await checkScreen(page, 'lead-with-custom-fields');
  await page.goto('/leads?custom.region=south&columns=name,custom.region');
  await page.getByRole('row', { name: /Bruno/ }).getByText('South').waitFor();
  await page.goto('/leads?custom.region=north');
  assert.equal(await page.getByRole('row', { name: /Bruno/ }).count(), 0);
});

test('a value that another record has is refused at its field', async () => {
  await page.goto('/leads?create=lead');
  await dialog().getByLabel('First name').fill('Berta');
  await dialog().getByLabel('Licence number').fill('l-2');
  await inDialog('Create').click();
  await dialog().getByText('taken', { exact: false }).first().waitFor();
});

test('an archived field is hidden, with a word on how many records use it, and comes back', async () => {
  await page.goto('/settings/custom-fields');
  await button('Actions for Region').click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await dialog().getByText('1 record has a value of it.', { exact: false }).waitFor();
  await inDialog('Archive the field').click();
  await page.getByText('Archived fields').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Archived fields').waitFor({ state: 'hidden' });
});
