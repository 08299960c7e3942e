import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, password, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage } from './screen.ts';

// An administrator arranges the company by clicking and typing alone.

let app: App;
let session: Session;
let watched: WatchedPage;
let page: Page;

before(async () => {
  app = await startApp();
  session = await app.setUp();
  watched = await app.open({ session });
  page = watched.page;
  // Refusals that the tests ask for are also written on Chromium's console.
  watched.allow(/status of (409|401|422) .*\/api\/v1\/(hierarchy|members|auth|settings)/);
});
after(async () => {
  await watched?.close();
  await app?.stop();
});

const button = (name: string | RegExp, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = () => page.getByRole('dialog');
const heading = (name: string) => page.getByRole('heading', { name, level: 1, exact: true });

async function open(path: string, title: string): Promise<void> {
  await page.goto(`/settings/${path}`);
  await heading(title).waitFor();
}

test('the index is searched by what a setting is about, and opened with Enter', async () => {
  await open('company', 'Company profile');
  const search = page.getByRole('textbox', { name: 'Search settings' });
  await search.fill('two-factor');
  await search.press('Enter');
  await heading('Security').waitFor();
  await search.fill('nothing is called this');
  await page.getByText('No setting fits these words').waitFor();
});

test('the hierarchy grows below a node; archiving what is in use is refused in words', async () => {
  await open('hierarchy', 'Hierarchy');
  await button('Add below Northwind').nth(1).click();
  await dialog().getByLabel('Name').fill('Berlin');
  await button('Add', dialog()).click();
  await page.getByText('Berlin', { exact: true }).waitFor();
  await button('Add below Berlin').click();
  await dialog().getByLabel('Name').fill('Sales');
  await button('Add', dialog()).click();
  await page.getByText('Sales', { exact: true }).waitFor();
  await button('Actions for Berlin').click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByText('Berlin cannot be archived yet').waitFor();
  await page.getByText('Other parts of the company lie below it').waitFor();
  await checkScreen(page, 'settings-hierarchy-refused');
  await button('Actions for Sales').click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await seeMessage(page, 'Sales was archived');
  await button('Undo').click();
  await seeMessage(page, 'Sales is in use again');
});

test('an invitation shows its link once and says that nothing was mailed', async () => {
  await open('members', 'Members');
  await button('Invite').click();
  await dialog().getByLabel('Email').fill('not an address');
  await button('Invite', dialog()).click();
  await page.getByText('This is not an email address.').waitFor();
  await dialog().getByLabel('Email').fill('bela@northwind.example');
  await choose(dialog().getByRole('combobox', { name: 'Role' }), 'Viewer');
  await button('Invite', dialog()).click();
  await page.getByText('so nothing was mailed').waitFor();
  assert.match((await dialog().locator('code').textContent()) ?? '', /\/invitation\/\S{20,}/);
  await checkScreen(page, 'settings-invited');
  await button('Done', dialog()).click();
  await open('invitations', 'Invitations');
  await button('Revoke').click();
  await button('Revoke', dialog()).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
});

test('the last administrator stays one', async () => {
  await open('members', 'Members');
  await page.getByRole('link', { name: /Ada Admin/ }).click();
  await heading('Ada Admin').waitFor();
  await button('Take Administrator away').click();
  await seeMessage(page, 'The company needs at least one administrator.');
  await page.getByText('Administrator', { exact: true }).waitFor();
});

test('a role of the company’s own is made in the matrix, copied from a built-in one, and deleted', async () => {
  await open('roles', 'Roles');
  await page.getByRole('link', { name: /^Viewer/ }).click();
  await page.getByText('Built-in roles stay as they are.', { exact: false }).waitFor();
  assert.equal(await page.getByRole('radio').count(), 0);
  await button('Copy').click();
  await heading('New role').waitFor();
  await page.getByLabel('Name of the role').fill('Reader of leads');
  await page.getByRole('radio', { name: 'Edit leads. Own' }).check();
  await checkScreen(page, 'settings-new-role');
  await button('Create role').click();
  await heading('Reader of leads').waitFor();
  const roles: { name: string; grants: { capability: string; reach: string }[] }[] = (
    await session.api.get('/roles')
  ).body.items;
  const made = roles.find(({ name }) => name === 'Reader of leads');
  assert.ok(made?.grants.some((one) => one.capability === 'crm.leads.edit' && one.reach === 'own'));
  assert.ok(made?.grants.some((one) => one.capability === 'crm.leads.view' && one.reach === 'all'));
  await button('Delete').click();
  await button('Delete role', dialog()).click();
  await heading('Roles').waitFor();
  await page.getByText('Reader of leads', { exact: true }).waitFor({ state: 'detached' });
});

test('an option is moved with the keyboard and stays there', async () => {
  const order = async (): Promise<string[]> => {
    const { items }: { items: { label: string }[] } = (await session.api.get('/option-lists/lead_source'))
      .body;
    return items.map(({ label }) => label);
  };
  const [first = '', second = ''] = await order();
  await open('lists/lead_source', 'Lead sources');
  await button(`Move ${first}`).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/lead_source/order'));
  // The list takes up one key before the next; a person cannot be that fast.
  await page.waitForTimeout(300);
  await page.keyboard.press('Space');
  assert.equal((await saved).status(), 200);
  assert.deepEqual((await order()).slice(0, 2), [second, first]);
});

test('the pattern of a series shows what it would give', async () => {
  await open('numbering', 'Numbering');
  await button(/^Edit Invoices/).click();
  await dialog().getByLabel('Pattern').fill('NW.{number:4}');
  await dialog().getByText('NW.0001').waitFor();
  await dialog().getByLabel('Pattern').fill('no counter');
  await button('Save', dialog()).click();
  await page.getByText('exactly one {number}').first().waitFor();
});

test('a key is shown once; the log tells who made it, and is whole', async () => {
  await open('api-keys', 'API keys');
  await button('Create a key').click();
  await dialog().getByLabel('Name').fill('Website');
  await choose(dialog().getByRole('combobox', { name: 'Role' }), 'Viewer');
  await button('Create a key', dialog()).click();
  await page.getByText('This is the only time that the key is shown.', { exact: false }).waitFor();
  await checkScreen(page, 'settings-new-key');
  await button('Done', dialog()).click();
  await open('audit', 'Audit log');
  await button('Verify').click();
  await page.getByText('The log is whole').waitFor();
  await choose(page.getByRole('combobox', { name: 'About' }), 'API key');
  await page.waitForURL(/recordKind=api_key/);
  await button(/Ada Admin\s*created\s*API key\s*Website/).click();
  await checkScreen(page, 'settings-audit');
});

/** The code of an authenticator app for this key, now (RFC 6238). */
function codeOf(key: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('two-factor sign-in is set up with the key on the screen and switched off again', async () => {
  await open('security', 'Security');
  await button('Switch on').click();
  await dialog().getByLabel('Present password').fill('not it');
  await button('Continue', dialog()).click();
  await page.getByText('This is not your present password.').waitFor();
  await dialog().getByLabel('Present password').fill(password);
  await button('Continue', dialog()).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  await checkScreen(page, 'settings-two-factor');
  const key = ((await dialog().locator('code').textContent()) ?? '').replace(/\s/g, '');
  await page.getByLabel('Code from the app').fill(codeOf(key));
  await button('Switch on', dialog()).click();
  await page.getByText('Keep these codes safe', { exact: false }).waitFor();
  await button('I have kept them').click();
  await page.getByText('On. You are asked for a code when you sign in.').waitFor();
  await button('Switch off').click();
  await dialog().getByLabel('Present password').fill(password);
  await button('Switch off', dialog()).click();
  await seeMessage(page, 'Two-factor sign-in is off');
  // Switching it gave the page a new session in place of the one that it began with.
  session = await app.signIn('ada@northwind.example');
});

test('whoever may not manage the company sees their own pages and no others', async () => {
  const nodes: { id: string; level: string }[] = (await session.api.get('/hierarchy/nodes')).body.items;
  const nodeId = nodes.find(({ level }) => level === 'entity')?.id ?? '';
  const colleague = await app.addColleague(session, { name: 'Sven Seller', role: 'Viewer', nodeId });
  const other = await app.open({ session: colleague });
  await other.page.goto('/settings/roles');
  await other.page.getByText('You may not see this').waitFor();
  const index = other.page.getByRole('navigation', { name: 'Settings' });
  assert.deepEqual(await index.getByRole('link').allTextContents(), ['Profile', 'Security']);
  await checkScreen(other.page, 'settings-forbidden');
  other.assertQuiet();
  await other.close();
});

test('a member chooses Arabic, and the page turns round', async () => {
  await open('profile', 'Profile');
  await choose(page.getByRole('combobox', { name: 'Language' }), 'العربية');
  await button('Save').click();
  await seeMessage(page, 'تم الحفظ');
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  watched.assertQuiet();
});
