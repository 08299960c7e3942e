import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, latinWords, seeMessage, settle } from './screen.ts';

let app: App;
let admin: Session;
let omar: Session;
let mine: WatchedPage;
let theirs: WatchedPage;
let page: Page;
let leadId: string;

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  const { items } = (await admin.api.get('/hierarchy/nodes')).body;
  const root = items.find(({ level }: { level: string }) => level === 'organisation');
  omar = await app.addColleague(admin, { name: 'Omar Other', role: 'Sales manager', nodeId: root.id });
  leadId = (await create(admin, '/leads', { firstName: 'Lina', companyName: 'Haddad Trading' })).id;
  mine = await app.open({ session: admin });
  theirs = await app.open({ session: omar });
  page = mine.page;
});
after(async () => {
  await mine?.close();
  await theirs?.close();
  await app?.stop();
});

const timeline = (of: Page = page) => of.getByRole('main').getByRole('tabpanel');
const bell = (of: Page) => of.getByRole('button', { name: /^Notifications/ });

test('[R42] a note with bold words and a mention is written by keyboard, and kept as a draft until it is saved', async () => {
  await theirs.page.goto('/accounts');
  await bell(theirs.page).waitFor();
  await page.goto(`/leads/${leadId}?tab=timeline`);
  const field = timeline().getByRole('textbox', { name: /^Write a note/ });
  await field.click();
  await page.keyboard.type('Wants ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('40 desks');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(', ask ');
  await page.reload();
  await field.getByText('40 desks').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('@Oma');
  await page.getByRole('option', { name: 'Omar Other' }).waitFor();
  await checkScreen(page, 'timeline-mention');
  await page.keyboard.press('Enter');
  await field.getByText('@Omar Other').waitFor();
  await page.keyboard.press('Control+Enter');
  await seeMessage(page, 'The note was added');
  const entry = timeline().getByRole('listitem').filter({ hasText: 'wrote a note' });
  const bold = entry.locator('strong', { hasText: '40 desks' });
  await bold.first().waitFor();
  assert.equal(await bold.count(), 1);
  assert.match(await entry.innerText(), /Wants 40 desks, ask @Omar Other/);
  assert.equal(await field.innerText().then((text) => text.trim()), '');
  await checkScreen(page, 'timeline-note');
});

test('whoever is mentioned hears of it at once, and opens the record from there', async () => {
  const { page: other } = theirs;
  await other.getByRole('button', { name: 'Notifications, 1 unread' }).click();
  const told = other.getByRole('button', { name: /Ada Admin mentioned you: / });
  await told.waitFor();
  await checkScreen(other, 'notifications');
  await told.click();
  await other.waitForURL(`**/leads/${leadId}`);
  await bell(other)
    .and(other.getByRole('button', { name: 'Notifications', exact: true }))
    .waitFor();
});

test('a call is logged with its facts, and the kinds are filtered in the address', async () => {
  await timeline().getByText('Call', { exact: true }).click();
  await timeline()
    .getByRole('textbox', { name: /^What was said/ })
    .click();
  await page.keyboard.type('She decides on Monday');
  await timeline().getByLabel('Subject').fill('Called her back');
  await timeline().getByLabel('Minutes').fill('12');
  await timeline().getByRole('button', { name: 'Log call' }).click();
  await seeMessage(page, 'The call was logged');
  await timeline().getByRole('listitem').filter({ hasText: '12 minutes' }).waitFor();
  await timeline().getByRole('button', { name: 'Notes', exact: true }).click();
  await page.waitForURL(/timeline=note/);
  await settle(page);
  const kinds = () =>
    timeline()
      .getByRole('listitem')
      .filter({ hasText: /wrote|logged|created/ })
      .count();
  assert.equal(await kinds(), 1);
  await timeline().getByRole('button', { name: 'Calls', exact: true }).click();
  await page.waitForURL(/timeline=note,call/);
  await timeline().getByText('Called her back').waitFor();
  await timeline().getByRole('button', { name: 'All', exact: true }).click();
  await timeline().getByText('created this lead').waitFor();
});

test('a note is changed, taken away and brought back', async () => {
  const entry = () => timeline().getByRole('listitem').filter({ hasText: 'wrote a note' });
  await entry().getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const form = page.getByRole('form', { name: 'Edit' });
  // By the keyboard: a click in the middle may hit the mention, which is one piece and takes no letters.
  await form.getByRole('textbox', { name: /^Write a note/ }).press('Control+End');
  await page.keyboard.type(' soon');
  await form.getByText('soon').waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await seeMessage(page, 'The changes were saved');
  await entry().getByText('soon').waitFor();
  await entry().getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await seeMessage(page, 'It was taken off the timeline');
  await entry().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await entry().waitFor();
});

test('[R46] the lead’s past goes on at its account, which says where it comes from; in Arabic too', async () => {
  const answer = await admin.api.post(`/leads/${leadId}/convert`, {
    accountName: 'Haddad Trading',
    opportunityName: 'Desks',
    quoteTitle: 'Desks',
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  await page.goto(`/accounts/${answer.body.account.id}?tab=timeline&timeline=note,call`);
  const entry = timeline().getByRole('listitem').filter({ hasText: 'wrote a note' });
  await entry.getByRole('link', { name: 'Lina' }).waitFor();
  await checkScreen(page, 'timeline-account');
  await admin.api.patch('/me', { locale: 'ar' });
  await page.goto(`/quotes/${answer.body.quote.id}`);
  await page.getByRole('tab', { name: 'السجل الزمني' }).waitFor();
  await checkScreen(page, 'timeline-quote-ar');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/settings/notifications');
  await page.getByRole('checkbox').first().waitFor();
  await checkScreen(page, 'notification-preferences-ar');
  assert.deepEqual(await latinWords(page), []);
});
