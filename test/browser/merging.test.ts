import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, latinWords, seeMessage } from './screen.ts';

let app: App;
let admin: Session;
let watched: WatchedPage;
let page: Page;
let target: { id: string };
let source: { id: string };

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  watched = await app.open({ session: admin });
  page = watched.page;
  target = await create(admin, '/accounts', {
    name: 'Oasis Hotels GmbH',
    taxNumber: 'DE 1',
    phone: '+49 30 5551234',
  });
  source = await create(admin, '/accounts', {
    name: 'Oasis Hotels',
    taxNumber: 'de-1',
    email: 'info@oasis.example',
  });
  await create(admin, '/opportunities', { name: 'Lobby', accountId: source.id });
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const main = () => page.getByRole('main');
const at = (path: string) => page.waitForURL((url) => url.pathname === path);

test('who types in what is there already is shown it [R45]', async () => {
  await page.goto('/accounts?create=account');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Oasis Hotels Ltd');
  await page.getByRole('status').getByRole('link', { name: 'Oasis Hotels GmbH' }).waitFor();
  await page.keyboard.press('Escape');
});

test('duplicates are found, merged field by field, lead on from the old address, and are undone [R45]', async () => {
  await page.goto('/accounts');
  await page.getByRole('link', { name: 'Find duplicates' }).click();
  await at('/duplicates');
  await page
    .getByRole('combobox', { name: 'Compare by' })
    .or(page.getByRole('textbox', { name: 'Compare by' }))
    .first()
    .click();
  await page.getByRole('option', { name: 'Tax number' }).click();
  await main().getByRole('link', { name: 'Oasis Hotels', exact: true }).waitFor();
  await checkScreen(page, 'duplicates');
  await main().getByRole('button', { name: 'Merge' }).click();
  await at('/merge');
  await main().getByText('Opportunities: 1').waitFor();
  await checkScreen(page, 'merge');
  await main().getByRole('radiogroup', { name: /Name/ }).getByRole('radio').nth(1).check();
  await main().getByRole('button', { name: 'Merge', exact: true }).click();
  await at(`/accounts/${target.id}`);
  await page.getByRole('heading', { level: 1, name: 'Oasis Hotels', exact: true }).waitFor();
  await seeMessage(page, 'Merged.');
  const merged = await admin.api.get<{ id: string; email: string }>(`/accounts/${source.id}`);
  assert.deepEqual([merged.body.id, merged.body.email], [target.id, 'info@oasis.example']);
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await seeMessage(page, 'The merge was undone.');
  await page.getByRole('heading', { level: 1, name: 'Oasis Hotels GmbH' }).waitFor();
  await page.goto(`/accounts/${source.id}`);
  await page.getByRole('heading', { level: 1, name: 'Oasis Hotels', exact: true }).waitFor();
});

test('the address of a merged record becomes that of the one it is now', async () => {
  const answer = await admin.api.post(`/accounts/${target.id}/merge`, { sourceId: source.id });
  assert.equal(answer.status, 200);
  await page.goto(`/accounts/${source.id}`);
  await at(`/accounts/${target.id}`);
});

test('a conversion is undone from the message and from the menu of the lead [R45]', async () => {
  const lead = await create(admin, '/leads', { firstName: 'Nadia', companyName: 'Acme' });
  for (const from of ['message', 'menu']) {
    await page.goto(`/leads/${lead.id}?convert=1`);
    await page.getByRole('dialog').getByRole('button', { name: 'Convert' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/opportunities/'));
    if (from === 'message') await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    else {
      await page.goto(`/leads/${lead.id}`);
      await page.getByRole('button', { name: 'More' }).first().click();
      await page.getByRole('menuitem', { name: 'Undo conversion' }).click();
    }
    await seeMessage(page, 'The conversion was undone.');
    await at(`/leads/${lead.id}`);
    await page.getByRole('button', { name: 'Convert' }).first().waitFor();
  }
});

test('both screens fit a telephone, in Arabic too', async () => {
  const one = await create(admin, '/accounts', { name: 'واحة', email: 'a@x.example', taxNumber: '77' });
  const two = await create(admin, '/accounts', { name: 'الواحة', email: 'b@x.example', taxNumber: '77' });
  const phone = await app.open({ session: admin, width: 390, locale: 'ar' } as never);
  await admin.api.patch('/me', { locale: 'ar' });
  for (const path of [
    '/duplicates?kind=account&by=taxNumber',
    `/merge?kind=account&target=${one.id}&source=${two.id}`,
  ]) {
    await phone.page.setViewportSize({ width: 390, height: 844 });
    await phone.page.goto(path);
    await checkScreen(phone.page, `merging-ar-${path.slice(1, 6)}`);
    assert.deepEqual(await latinWords(phone.page), []);
  }
  await phone.close();
});
