import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, latinWords, seeMessage } from './screen.ts';

// A subscription from its form to its end, and what it brings, in both languages and on a phone.

let app: App;
let session: Session;
let watched: WatchedPage;
let page: Page;
let accountId: string;
let id: string;

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const line = { description: 'دعم', quantity: '1', unitPrice: '300', taxRate: '19' };

/** Opens the menu of further acts and takes one. */
async function act(name: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

before(async () => {
  app = await startApp();
  session = await app.setUp();
  assert.equal((await session.api.put('/modules/subscriptions', { enabled: true })).status, 200);
  accountId = (await create(session, '/accounts', { name: 'فنادق الواحة' })).id;
  watched = await app.open({ session });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

test('a subscription is prepared as a draft, started, and billed by itself [R151]', async () => {
  await page.goto('/subscriptions');
  await page.getByRole('heading', { name: 'Your subscriptions will be here' }).waitFor();
  await checkScreen(page, 'subscriptions-empty');
  await page.goto(`/subscriptions?create=subscription`);
  const form = dialog('New subscription');
  await choose(form.getByRole('combobox', { name: 'Account' }), 'فنادق الواحة');
  await form.getByLabel('Title').fill('Care');
  await choose(form.getByRole('combobox', { name: 'Billed' }), 'By the month');
  await checkScreen(page, 'subscription-form');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await seeMessage(page, 'Subscription created');
  await heading('Care').waitFor();
  id = page.url().split('/').at(-1) ?? '';
  await button('Add line').click();
  for (const cell of ['Support', '2', 'month', '150', '', '19']) {
    await page.keyboard.press('ControlOrMeta+A');
    if (cell === '') await page.keyboard.press('Delete');
    await page.keyboard.type(cell);
    await page.keyboard.press('Tab');
  }
  await button('Save').click();
  await button('Start').waitFor();
  await checkScreen(page, 'subscription-draft');
  await button('Start').click();
  const start = dialog(/Start/);
  await start.getByText(/357\.00/).waitFor();
  await checkScreen(page, 'subscription-start');
  await start.getByRole('button', { name: 'Start', exact: true }).click();
  await seeMessage(page, 'Subscription started');
  const periods = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'Periods' });
  await periods.getByRole('link', { name: 'Draft' }).first().waitFor({ timeout: 30_000 });
  await checkScreen(page, 'subscription-running');
});

test('a new price, a pause and a cancellation are planned and taken back', async () => {
  await button('Change price').click();
  const price = dialog(/New price/);
  await price
    .getByRole('textbox', { name: /Unit price/ })
    .first()
    .click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('200');
  await page.keyboard.press('Tab');
  await checkScreen(page, 'subscription-price');
  await price.getByRole('button', { name: 'Change price', exact: true }).click();
  await seeMessage(page, 'The new price is planned');
  await page.getByText(/each period costs/).waitFor();
  await act('Pause');
  await checkScreen(page, 'subscription-pause');
  await dialog(/Pause/).getByRole('button', { name: 'Pause', exact: true }).click();
  await seeMessage(page, 'The pause is set');
  await page.getByText('Paused until somebody resumes it: nothing is billed.').waitFor();
  await checkScreen(page, 'subscription-paused');
  await act('Resume');
  await dialog(/Resume/)
    .getByRole('button', { name: 'Resume', exact: true })
    .click();
  await seeMessage(page, 'It goes on');
  await act('Cancel subscription');
  await checkScreen(page, 'subscription-cancel');
  await dialog(/Cancel/)
    .getByRole('button', { name: 'Cancel subscription', exact: true })
    .click();
  await seeMessage(page, 'Subscription cancelled');
  await act('Take back the cancellation');
  await dialog(/Go on with/)
    .getByRole('button', { name: 'Take back the cancellation' })
    .click();
  await seeMessage(page, 'The cancellation was taken back');
  const { body } = await session.api.get(`/subscriptions/${id}`);
  assert.deepEqual([body.status, body.cancelsOn, body.plannedPrice.total], ['active', null, '476.00']);
});

test('an accepted quote becomes a subscription', async () => {
  const quote = await create(session, '/quotes', { title: 'دعم سنوي', accountId, lines: [line] });
  for (const status of ['sent', 'accepted']) await session.api.post(`/quotes/${quote.id}/status`, { status });
  await page.goto(`/quotes/${quote.id}`);
  await heading('دعم سنوي').waitFor();
  await act('Make a subscription');
  await checkScreen(page, 'subscription-of-quote');
  await dialog(/Make a subscription/)
    .getByRole('button', { name: 'Make a subscription' })
    .click();
  await page.waitForURL('**/subscriptions/*');
  await heading('دعم سنوي').waitFor();
  await page.goto(`/accounts/${accountId}`);
  await page.getByRole('tab', { name: /Subscriptions/ }).click();
  await page.getByRole('link', { name: 'دعم سنوي' }).first().waitFor();
});

test('what subscriptions bring, in Arabic and on a phone', async () => {
  const made = await create(session, '/subscriptions', {
    title: 'عناية',
    accountId,
    interval: 'week',
    lines: [line],
  });
  for (const locale of ['en', 'ar'] as const) {
    assert.equal((await session.api.patch('/me', { locale })).status, 200);
    for (const width of [1440, 390]) {
      const colorScheme = width === 390 ? 'dark' : 'light';
      const other = await app.open({ session, locale, colorScheme, viewport: { width, height: 900 } });
      for (const path of ['/subscriptions', '/subscriptions/summary', `/subscriptions/${made.id}`]) {
        await other.page.goto(path);
        await other.page.getByRole('heading', { level: 1 }).waitFor();
        await checkScreen(
          other.page,
          `${locale}-${width}${path.replace(made.id, 'one').replaceAll('/', '-')}`,
        );
        if (locale === 'ar' && path !== '/subscriptions') assert.deepEqual(await latinWords(other.page), []);
      }
      other.assertQuiet();
      await other.close();
    }
  }
});

test('who may not see subscriptions, and a company without them, is told so', async () => {
  await session.api.patch('/me', { locale: 'en' });
  assert.equal((await session.api.put('/modules/subscriptions', { enabled: false })).status, 200);
  const other = await app.open({ session });
  other.allow(/status of 403/);
  await other.page.goto('/subscriptions/summary');
  await other.page
    .getByText('This part is not switched on')
    .or(other.page.getByText(/switched/))
    .first()
    .waitFor();
  assert.equal(await other.page.getByRole('link', { name: 'Subscriptions' }).count(), 0);
  await other.close();
});
