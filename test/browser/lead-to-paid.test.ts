import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, password, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage } from './screen.ts';

// One seller's way from an empty installation to money in the bank, a step a test: each goes on where the last ended.

let app: App;
let watched: WatchedPage;
let page: Page;

before(async () => {
  app = await startApp();
  watched = await app.open();
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const link = (name: string) => page.getByRole('link', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });

test('a fresh installation asks for the company and its first member, and opens', async () => {
  await page.goto('/');
  await heading('Set up your company').waitFor();
  await checkScreen(page, 'set-up');
  await page.getByLabel('Company name').fill('Northwind Trading');
  await page.getByLabel('Your name').fill('Ada Admin');
  await page.getByLabel('Email').fill('ada@northwind.example');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await choose(page.getByRole('combobox', { name: 'Country' }), 'Germany');
  assert.match(await page.getByRole('combobox', { name: 'Currency' }).inputValue(), /^EUR/);
  await button('Create company').click();
  await page.getByText('At least 10 characters.').waitFor();
  await checkScreen(page, 'set-up-refused');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button('Create company').click();
  await heading(/, Ada/).waitFor();
  await page.getByText('Create your first lead').waitFor();
  await checkScreen(page, 'home-first');
});

test('an empty list says what it is for; bad input is refused by its field and kept', async () => {
  await link('Leads').first().click();
  await page.getByRole('heading', { name: 'Your leads will be here' }).waitFor();
  await checkScreen(page, 'leads-empty');
  await button('New lead').click();
  const form = page.getByRole('dialog', { name: 'New lead' });
  await form.getByLabel('Last name').fill('Farouk');
  await form.getByLabel('Email').fill('not an address');
  await button('Create', form).click();
  await form.getByText('Give a first name or a company.').waitFor();
  await form.getByText('This is not an email address.').waitFor();
  assert.equal(await form.getByLabel('Last name').inputValue(), 'Farouk');
  await checkScreen(page, 'lead-form-refused');
  await form.getByLabel('First name').fill('Layla');
  await form.getByLabel('Company').fill('Oasis Hotels');
  await form.getByLabel('Email').fill('layla@oasis-hotels.example');
  await button('Create', form).click();
  await seeMessage(page, 'Lead created');
  await heading('Layla Farouk').waitFor();
  await checkScreen(page, 'lead');
});

test('the board moves a card by the keyboard alone', async () => {
  await page.goto('/leads/board');
  const card = page.getByRole('article', { name: 'Layla Farouk' });
  await card.waitFor();
  await checkScreen(page, 'lead-board');
  await card.focus();
  await page.keyboard.press('Space');
  await page.getByRole('article', { name: 'Layla Farouk' }).and(page.locator('[data-dragging]')).waitFor();
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/status'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  assert.equal((await saved).status(), 200);
  const column = page.getByRole('region', { name: 'Contacted' });
  await column.getByRole('article', { name: 'Layla Farouk' }).waitFor();
});

test('converting shows who is known already and what will be made, then makes all of it', async () => {
  await page.getByRole('link', { name: 'Layla Farouk' }).click();
  await heading('Layla Farouk').waitFor();
  const known = await page.request.post('/api/v1/accounts', {
    data: { name: 'Oasis Hotels', email: 'info@oasis-hotels.example' },
  });
  assert.equal(known.status(), 201);
  await button('Convert lead').click();
  const panel = page.getByRole('dialog', { name: 'Convert Layla Farouk' });
  const account = panel.getByRole('radio', { name: /Oasis Hotels/ });
  await account.click();
  await panel.getByText('Linked to account').waitFor();
  await panel.getByText('New draft quote').waitFor();
  await panel.getByLabel('Opportunity name').fill('Lobby furniture');
  await panel.getByLabel('Quote title').fill('Lobby furniture');
  await checkScreen(page, 'convert');
  await button('Convert lead', panel).click();
  await seeMessage(page, 'Lead converted');
  await heading('Lobby furniture').waitFor();
  await checkScreen(page, 'opportunity');
});

// By hand: 2999.88 + 90.00, less 5 % (154.49), plus 541.48 at 19 % and 5.99 at 7 %.
const total = '3,482.86';
let quoteId: string;

test('a quote is typed with the keyboard; the live total is the one the server saves', async () => {
  await page.getByRole('tabpanel').getByRole('link', { name: 'Lobby furniture' }).click();
  await page.waitForURL('**/quotes/*');
  quoteId = page.url().split('/').at(-1) ?? '';
  await button('Add line').click();
  const typed = [
    'Lounge chair',
    '12',
    'pc',
    '249.99',
    '',
    '19',
    'Side table',
    '3',
    'pc',
    '33.335',
    '10',
    '7',
  ];
  for (const cell of typed) {
    await page.keyboard.press('ControlOrMeta+A');
    if (cell === '') await page.keyboard.press('Delete');
    await page.keyboard.type(cell);
    await page.keyboard.press('Tab');
  }
  await page.getByText('Percent', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Discount', exact: true }).fill('5');
  const shown = page.getByTestId('document-total');
  await shown.filter({ hasText: total }).waitFor();
  await checkScreen(page, 'quote-typed');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
  await page.keyboard.press('ControlOrMeta+S');
  const quote = await (await saved).json();
  assert.equal(quote.total, total.replace(',', ''), JSON.stringify(quote));
  assert.equal(quote.lines.length, 2);
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
  assert.match((await shown.textContent()) ?? '', new RegExp(total));
});

/** Presses the next act of a document, reads what will happen, and agrees. */
async function agree(act: string, said: RegExp): Promise<void> {
  await button(act).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said).waitFor();
  await checkScreen(page, `asks-${act.replaceAll(' ', '-').toLowerCase()}`);
  await button(act, dialog).click();
  await dialog.waitFor({ state: 'detached' });
}

test('the quote is sent, accepted, and becomes one invoice of the same total', async () => {
  await agree('Send', /It is fixed at .*3,482\.86/);
  await checkScreen(page, 'quote-sent');
  await agree('Record acceptance', /Its opportunity is won/);
  await page.getByText(/Accepted on/).waitFor();
  await checkScreen(page, 'quote-accepted');
  await agree('Convert to invoice', /One draft invoice over .*3,482\.86.* is made for .*Oasis Hotels/);
  await page.waitForURL('**/invoices/*');
  await page.getByTestId('document-total').filter({ hasText: total }).waitFor();
  await checkScreen(page, 'invoice-draft');
});

const step = (name: string, state: 'done' | 'current' | 'ahead') =>
  page
    .getByRole('navigation', { name: 'From lead to payment' })
    .locator(`[data-state="${state}"]`)
    .filter({ hasText: name });

test('the invoice is issued and paid in parts, never beyond what is due', async () => {
  await agree('Issue invoice', /It gets the next number of its entity/);
  await seeMessage(page, /Invoice .* issued/);
  await checkScreen(page, 'invoice-issued');
  await agree('Send', /The customer gets the PDF and a link/);
  await button('Record payment').click();
  const dialog = page.getByRole('dialog');
  const amount = dialog.getByRole('textbox', { name: 'Amount', exact: true });
  assert.equal(await amount.inputValue(), '3482.86');
  await amount.fill('3482.87');
  await button('Record payment', dialog).click();
  await dialog.getByText('This is more than what is still due.').waitFor();
  await checkScreen(page, 'payment-refused');
  await amount.fill('1000');
  await button('Record payment', dialog).click();
  await dialog.waitFor({ state: 'detached' });
  await button('Status: Partly paid. Change it').or(page.getByText('Partly paid')).first().waitFor();
  await step('Paid', 'current').waitFor();
  await checkScreen(page, 'invoice-partly-paid');
  await button('Record payment').click();
  assert.equal(await amount.inputValue(), '2482.86');
  await button('Record payment', dialog).click();
  await page.getByText('Paid in full').waitFor();
  await step('Paid', 'done').waitFor();
  await checkScreen(page, 'invoice-paid');
});

test('the opportunity is won and shows the whole way to the money; nothing was noisy', async () => {
  await link('Opportunity').click();
  await heading('Lobby furniture').waitFor();
  await page.getByText('Won').first().waitFor();
  for (const name of ['Lead', 'Opportunity', 'Quote', 'Invoice', 'Paid']) await step(name, 'done').waitFor();
  await checkScreen(page, 'opportunity-paid');
  const again = await page.request.post(`/api/v1/quotes/${quoteId}/convert-to-invoice`, { data: {} });
  const invoices = await (await page.request.get('/api/v1/invoices')).json();
  assert.deepEqual([again.status(), invoices.items.length], [200, 1]);
  for (const place of ['Home', 'Leads', 'Accounts', 'Contacts', 'Opportunities', 'Quotes', 'Invoices']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await checkScreen(page, `list-${place.toLowerCase()}`);
  }
  watched.assertQuiet();
});
