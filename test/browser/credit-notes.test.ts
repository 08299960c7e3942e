import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, seeMessage } from './screen.ts';

// What settles an invoice beside its payments, in both languages and on a phone.

let app: App;
let session: Session;
let watched: WatchedPage;
let page: Page;
let accountId: string;
let invoiceId: string;
let noteId: string;

const button = (name: string, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true });
const asked = () => page.getByRole('dialog');

async function act(name: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await asked().waitFor();
}

async function issuedInvoice(more: object = {}): Promise<string> {
  const lines = [
    { description: 'كرسي', quantity: '4', unit: 'قطعة', unitPrice: '100', taxRate: '19' },
    { description: 'Desk', quantity: '1', unitPrice: '250', taxRate: '7', discountPercent: '10' },
  ];
  const { id } = await create(session, '/invoices', { accountId, lines, ...more });
  assert.equal((await session.api.post(`/invoices/${id}/issue`, {})).status, 200);
  return id;
}

before(async () => {
  app = await startApp();
  session = await app.setUp();
  accountId = (await create(session, '/accounts', { name: 'فنادق الواحة' })).id;
  invoiceId = await issuedInvoice();
  watched = await app.open({ session });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

test('money beyond the balance is kept as credit only when that is said [R149]', async () => {
  await page.goto('/credit-notes');
  await page.getByRole('heading', { name: 'Credit notes will be here' }).waitFor();
  await checkScreen(page, 'credit-notes-empty');
  await page.goto(`/invoices/${invoiceId}`);
  const paying = button('Record payment');
  if (await paying.isVisible()) await paying.click();
  else await act('Record payment');
  await asked().getByRole('textbox', { name: 'Amount' }).fill('800');
  await button('Record payment', asked()).click();
  await asked().getByText('This is more than what is still due.').waitFor();
  await asked().getByLabel('Keep what is too much as credit').check();
  await checkScreen(page, 'payment-beyond');
  await button('Record payment', asked()).click();
  await asked().waitFor({ state: 'detached' });
  await page.getByText(/83\.25.* kept as credit/).waitFor();
  await page.goto(`/accounts/${accountId}`);
  await page.getByText('Credit of the customer').waitFor();
  await checkScreen(page, 'account-credit');
});

test('a refund makes what was paid due again', async () => {
  await page.goto(`/invoices/${invoiceId}`);
  await page.getByRole('button', { name: /^Refund the payment/ }).click();
  await asked().getByRole('textbox', { name: 'Amount' }).fill('183.25');
  await checkScreen(page, 'refund-asked');
  await button('Refund', asked()).click();
  await seeMessage(page, 'Refund recorded');
  await page.getByText(/100\.00.* paid back/).waitFor();
  await page.getByText('Refunds, credit and write-offs').waitFor();
  await checkScreen(page, 'invoice-refunded');
});

test('a part is credited by its quantities, as a draft first, and issued on its own page [R147]', async () => {
  await act('Credit');
  await asked().getByText('Quantities', { exact: true }).click();
  await asked()
    .getByLabel(/Quantity of .*كرسي/)
    .fill('1');
  await asked().getByLabel('Reason').fill('كرسي مكسور');
  await checkScreen(page, 'credit-asked');
  await button('Make a draft', asked()).click();
  await page.waitForURL('**/credit-notes/*');
  noteId = page.url().split('/').at(-1) ?? '';
  await page
    .getByText(/119\.00/)
    .first()
    .waitFor();
  await checkScreen(page, 'credit-note-draft');
  await button('Issue credit note').click();
  await asked()
    .getByText(/goes off what is due/)
    .waitFor();
  await button('Issue credit note', asked()).click();
  await page.getByRole('heading', { name: /^CN-/, level: 1 }).waitFor();
  await page.getByText('Kept as credit').waitFor();
  await checkScreen(page, 'credit-note-issued');
  await page.goto(`/invoices/${invoiceId}`);
  await page.getByRole('link', { name: /^CN-/ }).waitFor();
  await checkScreen(page, 'invoice-credited');
});

test('what is left is written off and taken back, and credit settles another invoice', async () => {
  const other = await issuedInvoice();
  await page.goto(`/invoices/${other}`);
  await act('Use credit');
  await button('Use credit', asked()).click();
  await seeMessage(page, 'Credit used');
  await act('Write off');
  await asked().getByLabel('Reason').fill('Insolvent');
  await checkScreen(page, 'write-off-asked');
  await button('Write off', asked()).click();
  await page.getByText('Settled, a part written off').waitFor();
  await checkScreen(page, 'invoice-written-off');
  await act('Take back the write-off');
  await asked().getByLabel('Reason').fill('They paid');
  await button('Take back the write-off', asked()).click();
  await seeMessage(page, 'It is due again');
});

test('in Arabic and on a phone every screen of what was credited is whole', async () => {
  assert.equal((await session.api.patch('/me', { locale: 'ar' })).status, 200);
  await watched.close();
  watched = await app.open({ session, viewport: { width: 390, height: 844 } });
  page = watched.page;
  await page.goto(`/credit-notes/${noteId}`);
  await page.getByRole('heading', { name: /^CN-/, level: 1 }).waitFor();
  await checkScreen(page, 'credit-note-ar-phone');
  await page.goto(`/invoices/${invoiceId}`);
  await page.getByText('المردودات والأرصدة والشطب').waitFor();
  await checkScreen(page, 'invoice-settled-ar-phone');
  await page.goto('/credit-notes');
  await page.getByText(/^CN-/).first().waitFor();
  await checkScreen(page, 'credit-notes-ar-phone');
});
