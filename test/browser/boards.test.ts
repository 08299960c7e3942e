import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Json } from '#test/build/api.ts';
import { type App, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, seeMessage } from './screen.ts';

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

const made = async (path: string, body: object): Promise<Json> => {
  const answer = await admin.api.post(path, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};
const column = (name: string, at: Page = page) => at.getByRole('region', { name, exact: true });
const card = (name: string, at: Page = page) => at.getByRole('article', { name });

async function moveByMenu(name: string, to: string) {
  await page.getByRole('button', { name: `Move ${name}` }).click();
  await page.getByRole('menuitem', { name: to }).click();
}

test('columns tell counts, sums and weighted sums, and a move is seen at once [R41] [R95] [R96]', async () => {
  await made('/opportunities', { name: 'Harbour crane', amount: '1000', probability: 10 });
  await made('/opportunities', { name: 'Ferry engines', amount: '500', probability: 10 });
  await page.goto('/opportunities/board');
  await card('Harbour crane').waitFor();
  const head = column('New').locator('header');
  await head.getByText('€1,500').waitFor();
  await head.getByText('€150').waitFor();
  await head.getByRole('button', { name: 'Ada Admin: 2 cards' }).waitFor();
  await checkScreen(page, 'opportunity-board');
  await card('Harbour crane').focus();
  await page.keyboard.press('Space');
  await card('Harbour crane').and(page.locator('[data-dragging]')).waitFor();
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/stage'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  assert.equal((await saved).status(), 200);
  await column('Qualified').locator('header').getByText('€250').waitFor();
});

test('a card is dragged by the mouse as well', async () => {
  const from = await card('Ferry engines').boundingBox();
  const to = await column('Negotiation').boundingBox();
  assert.ok(from && to);
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/stage'));
  await page.mouse.move(from.x + 40, from.y + from.height - 6);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + from.height, { steps: 4 });
  await page.mouse.move(to.x + to.width / 2, to.y + 150, { steps: 12 });
  await page.waitForTimeout(200);
  await page.mouse.up();
  assert.equal((await saved).status(), 200);
  await column('Negotiation').getByRole('article', { name: 'Ferry engines' }).waitFor();
});

test('a refused move goes back and says why', async () => {
  watched.allow(/status of 412/);
  const stale = /\/opportunities\/[^/]+\/stage$/;
  // A colleague was quicker, and this page has not heard of it: the version that it sends is an old one.
  await page.route(stale, (route) =>
    route.continue({ headers: { ...route.request().headers(), 'if-match': '"1"' } }),
  );
  await moveByMenu('Ferry engines', 'Quote ready');
  await page.getByRole('alert').first().waitFor();
  await page.unroute(stale);
  await column('Negotiation').getByRole('article', { name: 'Ferry engines' }).waitFor();
  assert.equal(await column('Quote ready').getByRole('article').count(), 0);
});

test('losing asks for the reason', async () => {
  await moveByMenu('Ferry engines', 'Lost');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Reason/).fill('Built their own');
  await dialog.getByRole('button', { name: 'Mark as lost' }).click();
  await column('Lost').getByRole('article', { name: 'Ferry engines' }).waitFor();
  const { body } = await admin.api.get('/opportunities?stage=lost');
  assert.equal(body.items[0].lostReason, 'Built their own');
});

test('what a colleague moves is seen live', async () => {
  const other = await app.open({ session: admin });
  try {
    await other.page.goto('/opportunities/board');
    await column('Qualified', other.page).getByRole('article', { name: 'Harbour crane' }).waitFor();
    await moveByMenu('Harbour crane', 'Quote ready');
    await column('Quote ready', other.page).getByRole('article', { name: 'Harbour crane' }).waitFor();
  } finally {
    await other.close();
  }
});

test('an owner’s cards alone, by a click on who has how many', async () => {
  const owner = column('Quote ready').getByRole('button', { name: /Ada Admin/ });
  await owner.click();
  await page.waitForURL(/ownerId=/);
  await owner.click();
  await page.waitForURL((url) => !url.search.includes('ownerId'));
});

test('a pipeline is made from a preset, changed, and shown on the board [R40]', async () => {
  await page.goto('/settings/pipelines');
  await page.getByRole('button', { name: 'New pipeline' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Renewals');
  await dialog.getByRole('combobox', { name: 'Starts with' }).click();
  await page.getByRole('option', { name: /Prospect/ }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: /Renewals/ }).click();
  await page.getByLabel('Name of stage 1').fill('First talk');
  await page.getByLabel('Rots after, days').first().fill('5');
  await checkScreen(page, 'pipeline-editor');
  await page.getByRole('button', { name: 'Move the stage Qualified', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.waitForTimeout(400);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await seeMessage(page, 'Pipeline saved');
  const { items } = (await admin.api.get('/pipelines?kind=opportunity')).body;
  const stages = items[1].stages.map(({ name, rottingDays }: Json) => [name, rottingDays]);
  assert.deepEqual(stages.slice(0, 3), [
    ['First talk', 5],
    ['Proposal Sent', null],
    ['Qualified', null],
  ]);
  await made('/opportunities', { name: 'Yearly service', pipelineId: items[1].id });
  await page.goto('/opportunities/board');
  await page.getByRole('combobox', { name: 'Pipeline' }).click();
  await page.getByRole('option', { name: 'Renewals' }).click();
  await column('First talk').getByRole('article', { name: 'Yearly service' }).waitFor();
});

test('a stage that holds records goes once it is said where they go', async () => {
  await page.goto('/settings/pipelines');
  await page.getByRole('link', { name: /Renewals/ }).click();
  await page.getByRole('button', { name: 'Remove the stage First talk' }).click();
  watched.allow(/status of 409/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Where shall the records go?' });
  await dialog.getByRole('combobox', { name: /Move 1 record from First talk to/ }).click();
  await page.getByRole('option', { name: 'Proposal Sent' }).click();
  await dialog.getByRole('button', { name: 'Move and remove' }).click();
  await seeMessage(page, 'Pipeline saved');
  const { body } = await admin.api.get('/opportunities?q=Yearly');
  assert.equal(body.items[0].stage, 'quote_ready');
  await page.goto(`/opportunities/${body.items[0].id}`);
  await page
    .getByRole('button', { name: /Proposal Sent/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Negotiation' }).click();
  await page
    .getByRole('button', { name: /Negotiation/ })
    .first()
    .waitFor();
});
