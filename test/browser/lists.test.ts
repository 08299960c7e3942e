import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage, settle } from './screen.ts';

let app: App;
let admin: Session;
let watched: WatchedPage;
let page: Page;

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  for (let number = 0; number < 90; number += 1) {
    const hot = number % 2 === 0;
    const body = {
      companyName: `Firm ${String(number).padStart(2, '0')}`,
      quality: hot ? 'hot' : 'cold',
      jobTitle: number < 70 ? 'Buyer' : 'Head of purchasing',
    };
    assert.equal((await admin.api.post('/leads', body)).status, 201);
  }
  watched = await app.open({ session: admin, viewport: { width: 1440, height: 900 } });
  page = watched.page;
  // Work in the background takes its turn.
  page.setDefaultTimeout(30_000);
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const menuItem = (name: string) => page.getByRole('menuitem', { name, exact: true });
const total = async (query: string) => (await admin.api.get(`/leads?${query}`)).body.total.value;

test('conditions in groups narrow the list and stand in the address [R41]', async () => {
  await page.goto('/leads');
  await button('Conditions').click();
  const drawer = dialog('Conditions in groups');
  await choose(drawer.getByRole('combobox', { name: 'Field' }).first(), 'Job title');
  await choose(drawer.getByRole('combobox', { name: 'Operator' }).first(), 'starts with');
  await drawer.getByRole('textbox', { name: 'Value' }).fill('buy');
  await button('Add a group', drawer).click();
  await checkScreen(page, 'list-conditions');
  await button('Remove the group', drawer).click();
  await button('Apply', drawer).click();
  await button('1 condition').waitFor();
  assert.match(page.url(), /filter=/);
  await page.getByText('70', { exact: true }).first().waitFor();
  await page.reload();
  await button('1 condition').waitFor();
});

test('the list as it is seen is saved as a view, changed, shared and started with', async () => {
  await button(/^View: All records/).click();
  await menuItem('Save as a new view').click();
  await dialog('Save as a new view').getByLabel('Name of the view').fill('Buyers');
  await button('Save', dialog('Save as a new view')).click();
  await button('View: Buyers').waitFor();
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await button('View: Buyers (changed)').click();
  await menuItem('Save changes').click();
  await button('View: Buyers').waitFor();
  await button('View: Buyers').click();
  await menuItem('Share with everybody').click();
  await seeMessage(page, 'The view was saved');
  await button('View: Buyers').click();
  await menuItem('Start with this view').click();
  await page.waitForTimeout(300);
  await page.goto('/leads');
  await button('View: Buyers').waitFor();
  await checkScreen(page, 'list-view');
  const { items } = (await admin.api.get('/views?kind=lead')).body;
  assert.deepEqual([items[0].shared, items[0].sort], [true, 'name']);
});

test('a value is changed where it stands, and taken back', async () => {
  const cell = page.getByRole('row', { name: /Firm 00/ }).locator('[data-column="quality"]');
  await cell.dblclick();
  const editor = dialog('Edit Quality');
  // The choice is open as soon as it has the focus.
  const warm = page.getByRole('option', { name: 'Warm', exact: true });
  await warm.waitFor({ timeout: 1_000 }).catch(() => editor.getByRole('combobox').click());
  await warm.click();
  await seeMessage(page, 'Quality was changed');
  await cell.getByText('Warm').waitFor();
  await button('Undo').first().click();
  await cell.getByText('Hot').waitFor();
});

test('all that match are assigned at once, told of, and taken back', async () => {
  await settle(page);
  await page.getByRole('checkbox', { name: 'Select all rows shown' }).check();
  await button('Select all 70 matching').click();
  await page.getByText('All 70 matching records are selected').waitFor();
  await checkScreen(page, 'list-bulk');
  await page.getByRole('toolbar').getByRole('button', { name: 'Add tags' }).click();
  const drawer = dialog('Add tags');
  await drawer.getByLabel('Tags').fill('spring');
  await drawer.getByLabel('Tags').press('Enter');
  await button('Change 70 records', drawer).click();
  await seeMessage(page, /Tags added · Leads: 70 changed/);
  assert.equal(await total('tags=spring'), 70);
  await button(/^Background work/).click();
  await checkScreen(page, 'jobs-tray');
  await button('Undo', dialog('Background work')).first().click();
  await seeMessage(page, /Bulk edit · Leads: 70 changed/);
  assert.equal(await total('tags=spring'), 0);
  await page.keyboard.press('Escape');
});

test('rows are archived in bulk and found again among the archived', async () => {
  await page.goto('/leads?q=Firm+89');
  await page.getByRole('checkbox', { name: 'Select row' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
  await page.getByText('1 record will be archived. It can be restored.').waitFor();
  await button('Archive', page.getByRole('dialog')).click();
  await seeMessage(page, /Bulk archiving · Leads: 1 changed/);
  await page.goto('/leads?archived=true');
  await page.getByRole('checkbox', { name: 'Select row' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await seeMessage(page, /Bulk restoring · Leads: 1 changed/);
  assert.equal(await total(''), 90);
});

test('the list is exported with the columns shown [R18]', async () => {
  await page.goto('/leads?quality=hot&columns=name,quality');
  await button('Export').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV file' }).last().click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  assert.equal(lines[0]?.replace('\uFEFF', '').trim(), 'id,name,quality');
  assert.equal(lines.length, 46);
});

test('the same in Arabic, in the dark and on a phone', async () => {
  assert.equal((await admin.api.patch('/me', { locale: 'ar' })).status, 200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/leads?groupBy=quality&archived=false');
  await page.getByRole('checkbox').nth(2).check();
  await checkScreen(page, 'list-ar-dark');
  await page.getByRole('button', { name: /^شرو?ط$/ }).click();
  await checkScreen(page, 'list-ar-conditions');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await checkScreen(page, 'list-ar-phone');
});
