import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { api, type Json } from '#test/build/api.ts';
import { type App, create, type Session, startApp } from './app.ts';
import { checkScreen, settle } from './screen.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const lines = [
  { description: 'Consulting', quantity: '2', unit: 'day', unitPrice: '500', taxRate: '19' },
  { lineType: 'heading', description: 'If you like', quantity: '1', unitPrice: '0', taxRate: '0' },
  { description: 'Training for everybody', quantity: '1', unitPrice: '200', taxRate: '19', optional: true },
];

let app: App;
let session: Session;
let accountId: string;

before(async () => {
  app = await startApp();
  session = await app.setUp();
  const { body } = await session.api.get('/settings/entities');
  const { nodeId } = body.items[0];
  const look = { accentColour: '#7a1f5c', email: 'sales@northwind.example', phone: '+493012345' };
  assert.equal((await session.api.patch(`/settings/entities/${nodeId}`, look)).status, 200);
  const address = { street: 'Hauptstr. 1', postalCode: '53111', city: 'Bonn', country: 'DE' };
  accountId = (await create(session, '/accounts', { name: 'Acme GmbH', taxNumber: 'DE123', address })).id;
});
after(() => app?.stop());

async function ok(answer: Promise<{ status: number; body: Json }>): Promise<Json> {
  const { status, body } = await answer;
  assert.ok(status < 300, JSON.stringify(body));
  return body;
}

const linkOf = async (path: string): Promise<Json> =>
  (await ok(session.api.post(`${path}/public-link`, {}))).link;

async function sent(more: object = {}): Promise<{ id: string; token: string }> {
  const body = { title: 'Training plan', accountId, lines, terms: 'Thirty days.', validUntil: '2099-12-31' };
  const { id } = await create(session, '/quotes', { ...body, ...more });
  await ok(session.api.post(`/quotes/${id}/status`, { status: 'sent' }));
  return { id, token: (await linkOf(`/quotes/${id}`)).token };
}

const quoteOf = (id: string) => ok(session.api.get(`/quotes/${id}`));
const viewsOf = async (id: string) => (await ok(session.api.get(`/quotes/${id}/public-link`))).link.viewCount;

/** The sum that stands at the head of the page. */
const total = (page: Page) => page.locator('strong').filter({ hasText: /\d/ }).first().innerText();

test('a customer opens the link on a telephone, chooses an option and accepts', async () => {
  const { id, token } = await sent();
  const { page, assertQuiet, close } = await app.open(phone);
  await page.goto(`/p/${token}`);
  await page.getByRole('heading', { name: 'Training plan' }).waitFor();
  await checkScreen(page, 'public-phone-en');
  assert.equal(await viewsOf(id), 0, 'opening alone is no view');

  const counted = page.waitForResponse((response) => response.url().endsWith('/view'));
  await page.mouse.wheel(0, 200);
  assert.equal((await counted).status(), 204);
  assert.equal(await viewsOf(id), 1);
  assert.equal((await quoteOf(id)).status, 'viewed');

  assert.equal(await total(page), '€1,190.00');
  await page.getByRole('checkbox', { name: /Training for everybody/ }).check();
  await page.getByRole('button', { name: /Accept for .*1,428\.00/ }).waitFor();
  assert.equal(await total(page), '€1,428.00');
  assert.equal((await quoteOf(id)).total, '1190.00', 'choosing writes nothing');

  await page.getByRole('button', { name: /Accept for/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept this quote' });
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await dialog.getByText('Please write your name.').waitFor();
  await checkScreen(page, 'public-phone-accept');
  await dialog.getByLabel('Your name').fill('Cora Customer');
  await dialog.getByLabel('Comment').fill('We look forward to it.');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.getByRole('heading', { name: /Accepted on .* by .*Cora Customer/ }).waitFor();
  await checkScreen(page, 'public-phone-accepted');
  const quote = await quoteOf(id);
  assert.deepEqual(
    [quote.status, quote.acceptanceMethod, quote.decidedByName, quote.total],
    ['accepted', 'link', 'Cora Customer', '1428.00'],
  );

  await page.reload();
  await page.getByRole('heading', { name: /Accepted on/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Accept for/ }).count(), 0);
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(1_600);
  assert.equal(await viewsOf(id), 1, 'one visit is one view');
  assertQuiet();
  await close();
});

test('in Arabic the page reads from the right; changes are asked for with the keyboard alone', async () => {
  const { id, token } = await sent({ language: 'ar', title: 'خطة التدريب' });
  const { page, assertQuiet, close } = await app.open({ viewport: { width: 1440, height: 900 } });
  await page.goto(`/p/${token}`);
  await page.getByRole('heading', { name: 'خطة التدريب' }).waitFor();
  assert.equal(await page.evaluate('document.documentElement.dir'), 'rtl');
  await checkScreen(page, 'public-desktop-ar');
  await page.getByRole('button', { name: 'طلب تعديلات' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await checkScreen(page, 'public-desktop-ar-changes');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await dialog.getByLabel('ما الذي ينبغي أن يتغير؟').fill('أيام أقل من فضلكم');
  await dialog.getByRole('button', { name: 'إرسال' }).press('Enter');
  await page.getByRole('heading', { name: /طلبت تعديلات/ }).waitFor();
  assert.equal((await quoteOf(id)).changesRequestedNote, 'أيام أقل من فضلكم');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: /You asked for changes/ }).waitFor();
  assert.equal(await page.evaluate('document.documentElement.dir'), 'ltr');
  await checkScreen(page, 'public-desktop-en-changes');
  assertQuiet();
  await close();
});

test('what is closed, replaced or paid says so, in the dark too', async () => {
  const { id, token } = await sent();
  const { page, allow, assertQuiet, close } = await app.open({ ...phone, colorScheme: 'dark' });
  allow(/status of 404/);
  assert.equal((await page.goto('/p/nothing'))?.status(), 404);
  await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor();
  await checkScreen(page, 'public-dark-invalid');

  await page.goto(`/p/${token}`);
  await page.getByRole('heading', { name: 'Training plan' }).waitFor();
  await checkScreen(page, 'public-dark-open');
  await ok(session.api.post(`/quotes/${id}/revise`, {}));
  await page.reload();
  await page.getByRole('heading', { name: 'A newer version has replaced this quote' }).waitFor();
  await page.getByRole('link', { name: 'sales@northwind.example' }).waitFor();
  assert.equal(await page.getByText('Consulting').count(), 0);
  await checkScreen(page, 'public-dark-replaced');

  const invoice = await create(session, '/invoices', { accountId, title: 'Work', lines: lines.slice(0, 1) });
  const dates = { invoiceDate: '2026-01-02', dueDate: '2026-01-16' };
  await ok(session.api.post(`/invoices/${invoice.id}/issue`, dates));
  const { token: ofInvoice } = await linkOf(`/invoices/${invoice.id}`);
  await page.goto(`/p/${ofInvoice}`);
  await page.getByRole('heading', { name: /This invoice was due on/ }).waitFor();
  await checkScreen(page, 'public-dark-invoice');
  const download = await page.request.get(`/api/v1/public/${ofInvoice}/pdf`);
  assert.equal(download.headers()['content-type'], 'application/pdf');
  assert.ok((await download.body()).subarray(0, 5).equals(Buffer.from('%PDF-')));
  assertQuiet();
  await close();
});

test('a page left open keeps what was typed, and says that the document stands elsewhere by now', async () => {
  const { id, token } = await sent();
  const { page, allow, close } = await app.open(phone);
  allow(/status of 409/);
  await page.goto(`/p/${token}`);
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Too late');
  await ok(session.api.post(`/quotes/${id}/status`, { status: 'accepted' }));
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('heading', { name: /Accepted on/ }).waitFor();
  await settle(page);
  assert.equal(await page.getByRole('dialog').count(), 0);
  await close();
});

test('a seller sees that the link was opened, what was asked for, and closes it', async () => {
  const { id, token } = await sent();
  const customer = api(app.url);
  await ok(customer.post(`/public/${token}/view`));
  await ok(customer.post(`/public/${token}/request-changes`, { name: 'Cora', comment: 'Fewer days' }));
  const { page, allow, assertQuiet, close } = await app.open({ session });
  allow(/status of 404/);
  await page.goto(`/quotes/${id}`);
  const heading = page.getByRole('heading', { name: 'Link for the customer' });
  const panel = page.locator('section').filter({ has: heading });
  await panel.getByText('Opened 1 time').waitFor();
  await page.getByText(/Cora.* asked for changes on/).waitFor();
  await page.getByText('Fewer days').first().waitFor();
  await checkScreen(page, 'public-panel');
  const address = await panel
    .getByRole('link', { name: 'Open as the customer sees it' })
    .getAttribute('href');
  assert.ok(address?.endsWith(`/p/${token}`));
  const seen = await page.context().newPage();
  await seen.goto(`/p/${token}`);
  await seen.getByRole('heading', { name: 'Training plan' }).waitFor();
  const told = seen.waitForResponse((response) => response.url().endsWith('/view'));
  await seen.mouse.wheel(0, 100);
  await told;
  assert.equal(await viewsOf(id), 1, 'a colleague is no customer');
  await seen.close();
  await panel.getByRole('button', { name: 'More for the link' }).click();
  await page.getByRole('menuitem', { name: 'Close the link' }).click();
  await page.getByRole('button', { name: 'Close the link' }).click();
  await panel.getByText('No link works at the moment.').waitFor();
  assert.equal((await customer.get(`/public/${token}`)).status, 404);
  await panel.getByRole('button', { name: 'Make a link' }).click();
  await panel.getByText('Not opened by the customer yet').waitFor();
  assertQuiet();
  await close();
});
