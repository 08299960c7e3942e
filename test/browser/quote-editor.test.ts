import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage } from './screen.ts';

// One quote, from the first word of its first line to its second version.

let app: App;
let session: Session;
let watched: WatchedPage;
let page: Page;
let quoteId: string;

type Wire = {
  id: string;
  total: string;
  lines: { lineType: string; description: string; unitPrice: string; selected: boolean; productId: string }[];
};

before(async () => {
  app = await startApp();
  session = await app.setUp();
  const account = await create(session, '/accounts', { name: 'Oasis Hotels' });
  const prices = (unitPrice: string) => [{ currency: 'EUR', unitPrice }];
  const desk = await create(session, '/products', {
    ...{ name: 'Oak desk', sku: 'D-1', unit: 'piece', taxRate: '19', prices: prices('450') },
    costs: [{ currency: 'EUR', unitCost: '300' }],
  });
  const lamp = await create(session, '/products', { name: 'Lamp', taxRate: '19', prices: prices('40') });
  const components = [
    { productId: desk.id, quantity: '1' },
    { productId: lamp.id, quantity: '2' },
  ];
  await create(session, '/products', { name: 'Work place', components });
  await create(session, '/price-books', {
    ...{ name: 'Hotels', currency: 'EUR', accountIds: [account.id] },
    prices: [{ productId: desk.id, unitPrice: '400' }],
  });
  const quote = await create(session, '/quotes', { title: 'Lobby', accountId: account.id });
  quoteId = quote.id;
  watched = await app.open({ session });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const cell = (name: string, row: number) => page.getByLabel(`${name}, line ${row}`, { exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const total = () => page.getByTestId('document-total');
const saved = async () => (await session.api.get<Wire>(`/quotes/${quoteId}`)).body;
const save = async () => {
  const answer = page.waitForResponse((one) => one.request().method() === 'PATCH');
  await page.keyboard.press('Control+s');
  assert.equal((await answer).status(), 200);
};

test('a product is found while its line is typed, with the price of the customer', async () => {
  await page.goto(`/quotes/${quoteId}`);
  await button('Type the first line, or paste rows from a sheet').click();
  await page.keyboard.type('oak');
  const offer = page.getByRole('option', { name: /Oak desk/ });
  await offer.waitFor();
  assert.match(await offer.innerText(), /Hotels[\s\S]*400/);
  await checkScreen(page, 'quote-lookup');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await cell('Description', 1).inputValue(), 'Oak desk');
  assert.equal(await cell('Unit price', 1).inputValue(), '400.00');
  await page.keyboard.type('2');
  assert.equal(await cell('Quantity', 1).inputValue(), '2');
  await button('Line 1: more actions').waitFor();
  await page.getByRole('button', { name: '952.00' }).click();
  await page.getByText('from the price book').waitFor();
  await page.getByText(/Cost .*600.00/).waitFor();
  await page.keyboard.press('Escape');
});

test('a bundle makes a heading and its lines; a heading and an option can be added by hand', async () => {
  await button('Add line').click();
  await page.keyboard.type('work');
  await page.getByRole('option', { name: /Work place/ }).click();
  assert.equal(await cell('Description', 2).inputValue(), 'Work place');
  assert.equal(await cell('Description', 3).inputValue(), 'Oak desk');
  assert.equal(await cell('Quantity', 4).inputValue(), '2');
  await button('Add heading').click();
  await page.keyboard.type('Services');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Assembly');
  await cell('Unit price', 6).fill('100');
  await cell('Unit price', 6).press('Tab');
  await button('Line 6: more actions').click();
  await page.getByRole('menuitem', { name: 'Make optional' }).click();
  await page.getByText('Not counted in the total').waitFor();
  await cell('Disc. %', 1).fill('10');
  await page.getByText('Percent', { exact: true }).click();
  await page.getByLabel('Discount', { exact: true }).last().fill('5');
  await save();
  const quote = await saved();
  assert.deepEqual(
    quote.lines.map(({ lineType, description, selected }) => [lineType, description, selected]),
    [
      ['item', 'Oak desk', true],
      ['heading', 'Work place', true],
      ['item', 'Oak desk', true],
      ['item', 'Lamp', true],
      ['heading', 'Services', true],
      ['item', 'Assembly', false],
    ],
  );
  // 2 × 400 − 10 % + 400 + 2 × 40 = 1200, less 5 %, with 19 % tax.
  assert.equal(quote.total, '1356.60');
  assert.match(await total().innerText(), /1,356\.60/);
  await checkScreen(page, 'quote-editor');
});

test('the preview is the PDF, follows what is typed, and says what cannot be printed', async () => {
  const drawn = page.waitForResponse((one) => one.url().endsWith('/quotes/preview'));
  await button('Preview').click();
  const answer = await drawn;
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  const pane = page.getByRole('region', { name: 'The document as a PDF' });
  await pane.locator('canvas').first().waitFor();
  await checkScreen(page, 'quote-preview');
  watched.allow(/status of 422 .*\/quotes\/preview/);
  await cell('Description', 1).fill('Oak desk \u{13080}');
  await pane.getByText(/cannot be printed/).waitFor();
  assert.ok(await pane.locator('canvas').first().isVisible());
  await cell('Description', 1).fill('Oak desk, solid');
  await pane.getByText(/cannot be printed/).waitFor({ state: 'hidden' });
  await button('Close the preview').click();
  await save();
});

test('another currency asks before any price changes [R101]', async () => {
  await page.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('option', { name: /^USD/ }).click();
  const dialog = page.getByRole('dialog', { name: /From EUR to USD/ });
  await dialog.waitFor();
  await checkScreen(page, 'quote-currency');
  await dialog.getByRole('button', { name: 'Prices from the catalogue' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await cell('Unit price', 1).inputValue(), '');
  await button('Undo').last().click();
  assert.equal(await cell('Unit price', 1).inputValue(), '400.00');
});

test('a quote is duplicated, revised and compared with its earlier version [R111]', async () => {
  await button('Duplicate').click();
  await seeMessage(page, 'Quote duplicated');
  await page.waitForURL((url) => !url.pathname.endsWith(quoteId));
  await session.api.post(`/quotes/${quoteId}/status`, { status: 'sent' });
  const next = (await session.api.post<Wire>(`/quotes/${quoteId}/revise`)).body;
  const [, ...lines] = (await session.api.get<Wire>(`/quotes/${next.id}`)).body.lines as unknown as Record<
    string,
    unknown
  >[];
  const kept = lines.map(({ id: _, net: __, discount, tax, total: ___, ...line }) => line);
  await session.api.patch(`/quotes/${next.id}`, { lines: kept, terms: 'Net 30' });
  await page.goto(`/quotes/${next.id}`);
  await button('Compare versions').click();
  const dialog = page.getByRole('dialog', { name: 'Versions side by side' });
  await dialog.getByText('1 line removed').waitFor();
  await dialog.getByText('Net 30').waitFor();
  assert.equal(await dialog.getByRole('link', { name: 'PDF' }).count(), 2);
  await checkScreen(page, 'quote-compare');
});

test('a template is saved and a quote starts from it', async () => {
  await page.goto(`/quotes/${quoteId}`);
  await button('Save as template').click();
  await page.getByLabel('Name of the template').fill('Lobby set');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await seeMessage(page, 'Template saved');
  await page.goto('/quotes?create=quote');
  const form = page.getByRole('dialog', { name: 'New quote' });
  await form.getByLabel('Title').fill('Second lobby');
  await choose(form.getByRole('combobox', { name: 'Template' }), 'Lobby set (EUR)');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { name: 'Second lobby', level: 1 }).waitFor();
  assert.equal(await cell('Description', 1).inputValue(), 'Oak desk, solid');
});
