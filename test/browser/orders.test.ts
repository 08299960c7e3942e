import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, latinWords, seeMessage } from './screen.ts';

// From an accepted quote to what was delivered and invoiced of it, in both languages and on a phone.

let app: App;
let session: Session;
let watched: WatchedPage;
let page: Page;
let quoteId: string;
let orderId: string;

const button = (name: string, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const lines = [
  { lineType: 'heading', description: 'الردهة', quantity: '1', unitPrice: '0', taxRate: '0' },
  { description: 'كرسي', quantity: '12', unit: 'قطعة', unitPrice: '249.99', taxRate: '19' },
  { description: 'طاولة', quantity: '3', unitPrice: '33.335', taxRate: '7', discountPercent: '10' },
];

async function act(name: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Presses an act, reads what will happen, and agrees. */
async function agree(name: string, said: RegExp): Promise<void> {
  await button(name).click();
  const asked = page.getByRole('dialog');
  await asked.getByText(said).first().waitFor();
  await checkScreen(page, `order-asks-${name.replaceAll(' ', '-').toLowerCase()}`);
  await button(name, asked).click();
  await asked.waitFor({ state: 'detached' });
}

before(async () => {
  app = await startApp();
  session = await app.setUp();
  const { id: accountId } = await create(session, '/accounts', { name: 'فنادق الواحة' });
  const quote = await create(session, '/quotes', {
    ...{ title: 'أثاث الردهة', accountId, lines, discountType: 'percent', discountValue: '5' },
  });
  quoteId = quote.id;
  for (const status of ['sent', 'accepted']) {
    assert.equal((await session.api.post(`/quotes/${quoteId}/status`, { status })).status, 200);
  }
  watched = await app.open({ session });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

test('an accepted quote becomes one order with its lines and total, which are not typed anew [R146]', async () => {
  await page.goto('/orders');
  await page.getByRole('heading', { name: 'Your orders will be here' }).waitFor();
  await checkScreen(page, 'orders-empty');
  await page.goto(`/quotes/${quoteId}`);
  await button('Convert to invoice').waitFor();
  await act('Convert to order');
  await dialog(/Convert .* to an order/)
    .getByText(/3,482\.86/)
    .waitFor();
  await checkScreen(page, 'quote-asks-order');
  await button('Convert to order', page.getByRole('dialog')).click();
  await page.waitForURL('**/orders/*');
  orderId = page.url().split('/').at(-1) ?? '';
  await heading('أثاث الردهة').waitFor();
  await page
    .getByText(/3,482\.86/)
    .first()
    .waitFor();
  assert.equal(await button('Add line').count(), 0, 'the lines of a quote are not typed anew');
  await page.getByLabel('Delivery wanted').waitFor();
  await checkScreen(page, 'order-draft');
  await agree('Confirm order', /cannot be edited afterwards/);
  await page.getByText('Confirmed').first().waitFor();
  await checkScreen(page, 'order-confirmed');
});

test('a delivery is noted line by line, within what is left', async () => {
  await button('Record delivery').click();
  const asked = dialog(/Delivery of/);
  const chairs = asked.getByRole('textbox', { name: /كرسي/ });
  assert.equal(await chairs.inputValue(), '12');
  await chairs.fill('13');
  await button('Record delivery', asked).click();
  await asked.getByText(/12/).last().waitFor();
  await checkScreen(page, 'order-delivery-refused');
  await button('Nothing', asked).click();
  await chairs.fill('5');
  await asked.getByLabel('Note (optional)').fill('First van');
  await button('Record delivery', asked).click();
  await seeMessage(page, 'Delivery recorded');
  await page.getByText('Partly delivered').first().waitFor();
  await page.getByText('First van').first().waitFor();
  await checkScreen(page, 'order-partly-delivered');
});

test('what was delivered is invoiced, then the rest; both invoices come to the order [R147]', async () => {
  await act('Convert to invoice');
  const asked = dialog(/Invoice/);
  assert.equal(await asked.getByRole('radio', { name: /What is delivered/ }).isChecked(), true);
  await checkScreen(page, 'order-asks-invoice');
  await button('Convert to invoice', asked).click();
  await page.waitForURL('**/invoices/*');
  await page.getByTestId('document-total').waitFor();
  await checkScreen(page, 'order-invoice');
  await page.goto(`/orders/${orderId}`);
  await act('Cancel order');
  await dialog(/Cancel/)
    .getByText(/Something of this order is invoiced/)
    .waitFor();
  await checkScreen(page, 'order-cancel-blocked');
  await page.keyboard.press('Escape');
  await button('Record delivery').click();
  await button('Record delivery', dialog(/Delivery of/)).click();
  await page.getByText('Delivered').first().waitFor();
  await button('Convert to invoice').click();
  await dialog(/Invoice/)
    .getByRole('radio', { name: /Everything/ })
    .check();
  await button('Convert to invoice', dialog(/Invoice/)).click();
  await page.waitForURL('**/invoices/*');
  await page.goto(`/orders/${orderId}`);
  await page.getByText('Progress by line').waitFor();
  await checkScreen(page, 'order-done');
  const { body } = await session.api.get(`/orders/${orderId}`);
  const invoices: { total: string }[] = body.invoices;
  assert.equal(invoices.length, 2);
  assert.equal(
    invoices.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0),
    348_286,
  );
  assert.deepEqual([body.invoicing, body.fulfilment], ['all', 'all']);
  assert.equal(await button('Convert to invoice').count(), 0, 'nothing is left to invoice');
});

test('an order is made by hand from its form', async () => {
  await page.goto('/orders?create=order');
  const form = dialog('New order');
  await form.getByLabel('Title').fill('Spare parts');
  await choose(form.getByRole('combobox', { name: 'Account' }), 'فنادق الواحة');
  await checkScreen(page, 'order-form');
  await button('Create', form).click();
  await seeMessage(page, 'Order created');
  await heading('Spare parts').waitFor();
  await button('Confirm order').click();
  await dialog(/Confirm/)
    .getByText('Add at least one line first.')
    .waitFor();
  await page.keyboard.press('Escape');
  await page.goto('/orders');
  await page.getByRole('link', { name: 'Spare parts' }).first().waitFor();
  await checkScreen(page, 'orders-list');
});

test('in Arabic and on a phone every screen of an order is whole', async () => {
  assert.equal((await session.api.patch('/me', { locale: 'ar' })).status, 200);
  for (const width of [1440, 390]) {
    const narrow = await app.open({ session, viewport: { width, height: 844 } });
    for (const path of [`/orders/${orderId}`, '/orders', `/quotes/${quoteId}`]) {
      await narrow.page.goto(path);
      await narrow.page.getByRole('heading', { level: 1 }).waitFor();
      await checkScreen(narrow.page, `order-ar-${width}${path.replaceAll('/', '-').slice(0, 8)}`);
      if (path === `/orders/${orderId}`) {
        const foreign = (await latinWords(narrow.page)).filter((word) => !['First', 'van'].includes(word));
        assert.deepEqual(foreign, [], path);
      }
    }
    narrow.assertQuiet();
    await narrow.close();
  }
  watched.assertQuiet();
});
