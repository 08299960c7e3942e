import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage } from './screen.ts';

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

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = () => page.getByRole('dialog');
const navigation = () => page.getByRole('navigation', { name: 'Main' });

test('the settings are found by a word of theirs', async () => {
  await page.goto('/settings');
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('vat');
  await page
    .getByRole('link', { name: /Tax rates/ })
    .first()
    .waitFor();
  await checkScreen(page, 'settings-found');
  assert.equal(
    await page
      .getByRole('main')
      .getByRole('link', { name: /Hierarchy/ })
      .count(),
    0,
  );
});

test('a branch added to the tree can be worked in and chosen on a form', async () => {
  await page.goto('/settings/hierarchy');
  await button('Add below Northwind').last().click();
  await dialog().getByLabel('Name').fill('Berlin');
  await dialog().getByRole('button', { name: 'Add', exact: true }).click();
  await seeMessage(page, 'Added');
  await page.getByRole('main').getByText('Berlin').waitFor();
  await checkScreen(page, 'hierarchy');
  await page.goto('/leads?create=lead');
  await dialog().getByLabel('First name').fill('Bruno');
  await choose(dialog().getByRole('combobox', { name: 'Belongs to' }), 'Northwind › Berlin');
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: 'Bruno' }).waitFor();
  await page.getByText('Berlin').first().waitFor();
});

test('a role is copied and given one more capability in the matrix', async () => {
  await page.goto('/settings/roles');
  await page.getByRole('link', { name: /^Viewer/ }).click();
  await button('Copy').click();
  await page.getByLabel('Name of the role').fill('Front desk');
  await page.getByRole('radio', { name: 'Create leads. All' }).check();
  await checkScreen(page, 'role-matrix');
  await button('Create role').click();
  await page.getByRole('heading', { name: 'Front desk' }).waitFor();
  await checkScreen(page, 'role-made');
  const roles: { name: string; grants: { capability: string; reach: string }[] }[] = (
    await admin.api.get('/roles')
  ).body.items;
  const made = roles.find(({ name }) => name === 'Front desk');
  const viewer = roles.find(({ name }) => name === 'Viewer');
  assert.deepEqual(
    made?.grants.filter(({ capability }) => !viewer?.grants.some((one) => one.capability === capability)),
    [{ capability: 'crm.leads.create', reach: 'all' }],
  );
});

test('an option added to a list stands in the form, for everybody', async () => {
  const other = await app.open({ session: await app.signIn('ada@northwind.example') });
  await other.page.goto('/leads?create=lead');
  const source = other.page.getByRole('dialog').getByLabel('Source');
  await source.click();
  await other.page.getByRole('option', { name: 'Website' }).waitFor();
  assert.equal(await other.page.getByRole('option', { name: 'Trade fair' }).count(), 0);
  await page.goto('/settings/lists/lead_source');
  await button('Add an option').click();
  await dialog().getByRole('textbox', { name: 'Label', exact: true }).fill('Trade fair');
  await dialog().getByRole('button', { name: 'Add', exact: true }).click();
  await dialog().getByText('This is needed.').waitFor();
  await checkScreen(page, 'option-refused');
  await dialog().getByLabel('Value').fill('trade_fair');
  await dialog().getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('trade_fair').waitFor();
  await checkScreen(page, 'options');
  await other.page.reload();
  await source.click();
  await other.page.getByRole('option', { name: 'Trade fair' }).waitFor();
  other.assertQuiet();
  await other.close();
});

test('a module that is switched off leaves the navigation, and its address says why', async () => {
  await page.goto('/settings/modules');
  const accounting = page.getByRole('switch', { name: /Accounting/ });
  await accounting.press('Space');
  await navigation().getByRole('link', { name: 'Invoices' }).waitFor({ state: 'detached' });
  await checkScreen(page, 'module-off');
  watched.allow(/status of 403 .*\/api\/v1\/invoices/);
  await page.goto('/invoices');
  await page.getByRole('heading', { name: 'This part is switched off' }).waitFor();
  await checkScreen(page, 'module-off-list');
  await page.goto('/settings/modules');
  await accounting.press('Space');
  await navigation().getByRole('link', { name: 'Invoices' }).waitFor();
});

test('the language turns the page round at once and stays', async () => {
  await page.goto('/');
  await button(/profile and preferences/).click();
  await page.getByText('العربية').click();
  await page.locator('html[dir="rtl"][lang="ar"]').waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'العملاء المحتملون' }).first().waitFor();
  await checkScreen(page, 'home-turned');
  await page.reload();
  await page.getByRole('link', { name: 'العملاء المحتملون' }).first().waitFor();
  assert.equal((await admin.api.get('/me')).body.member.locale, 'ar');
  await page.getByRole('button', { name: /Ada Admin/ }).click();
  await page.getByText('English').click();
  await page.locator('html[dir="ltr"][lang="en"]').waitFor({ state: 'attached' });
  watched.assertQuiet();
});
