import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { totp } from '#test/build/totp.ts';
import { type App, create, password, type Session, startApp } from './app.ts';
import { checkScreen, choose, settle } from './screen.ts';

let app: App;
let admin: Session;
let berlin: string;
let hamburg: string;

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  const nodes: { id: string; level: string }[] = (await admin.api.get('/hierarchy/nodes')).body.items;
  const parentId = nodes.find(({ level }) => level === 'entity')?.id;
  const branch = (name: string) => create(admin, '/hierarchy/nodes', { level: 'branch', name, parentId });
  berlin = (await branch('Berlin')).id;
  hamburg = (await branch('Hamburg')).id;
});
after(() => app?.stop());

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const leadIn = (member: Session, body: object) =>
  create(member, '/leads', { firstName: 'Nora', companyName: 'Old name', ...body });

async function fillSignIn(page: Page, email: string, secret = password): Promise<void> {
  await heading(page, 'Sign in').waitFor();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await button(page, 'Sign in').click();
}

async function signOut(page: Page): Promise<void> {
  await button(page, /profile and preferences/).click();
  await button(page, 'Sign out').click();
  await heading(page, 'Sign in').waitFor();
}

test('one signs out and in again, to the place where one wanted to be', async () => {
  const { page, allow, assertQuiet, close } = await app.open({
    session: await app.signIn('ada@northwind.example'),
  });
  await page.goto('/');
  await heading(page, /, Ada/).waitFor();
  await signOut(page);
  await checkScreen(page, 'sign-in');
  await page.goto('/quotes');
  allow(/status of 401 .*\/auth\/sign-in/);
  await fillSignIn(page, 'ada@northwind.example', 'not the password');
  await page.getByText('The email address or the password is wrong.').waitFor();
  await checkScreen(page, 'sign-in-refused');
  await fillSignIn(page, 'ada@northwind.example');
  await heading(page, 'Your quotes will be here').waitFor();
  assert.equal(new URL(page.url()).pathname, '/quotes');
  assertQuiet();
  await close();
});

test('a second factor is set up with an app and then asked for', async () => {
  const who = { name: 'Tom Totp', role: 'Sales representative', nodeId: berlin };
  const { page, allow, assertQuiet, close } = await app.open({ session: await app.addColleague(admin, who) });
  await page.goto('/settings/security');
  await button(page, 'Switch on').click();
  await page.getByLabel('Present password').last().fill(password);
  await checkScreen(page, 'two-factor-password');
  await button(page, 'Continue').click();
  const key = page.getByRole('region', { name: 'Key for the app' }).locator('code');
  const secret = ((await key.textContent()) ?? '').replaceAll(' ', '');
  allow(/status of (401|422) .*\/auth\/totp\/confirm/);
  await page.getByLabel('Code from the app').fill('000000');
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
  await page.getByText('This code is wrong or no longer valid.').waitFor();
  await checkScreen(page, 'two-factor-scan');
  await page.getByLabel('Code from the app').fill(totp(secret));
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('list', { name: 'Backup codes' }).waitFor();
  await checkScreen(page, 'two-factor-codes');
  await button(page, 'I have kept them').click();
  await page.getByText('On. You are asked for a code when you sign in.').waitFor();
  await signOut(page);
  allow(/status of 401 .*\/auth\/sign-in/);
  await fillSignIn(page, 'tom@northwind.example');
  await heading(page, 'One more step').waitFor();
  await checkScreen(page, 'second-factor');
  await page.getByLabel('Code').fill(totp(secret));
  await button(page, 'Continue').click();
  await heading(page, /, Tom/).waitFor();
  assertQuiet();
  await close();
});

test('an invited viewer joins by the link, sees everything in scope and can change nothing', async () => {
  const lead = await leadIn(admin, {});
  const owner = await app.open({ session: admin });
  await owner.page.goto('/settings/invitations');
  await button(owner.page, 'Invite').click();
  const form = owner.page.getByRole('dialog', { name: 'Invite a colleague' });
  await form.getByLabel('Email').fill('vera@northwind.example');
  await choose(form.getByRole('combobox', { name: 'Role' }), 'Viewer');
  await checkScreen(owner.page, 'invite');
  await form.getByRole('button', { name: 'Invite', exact: true }).click();
  const shown = owner.page.getByRole('dialog').locator('code');
  const link = new URL((await shown.textContent()) ?? '');
  await checkScreen(owner.page, 'invited');
  owner.assertQuiet();
  await owner.close();

  const { page, allow, assertQuiet, close } = await app.open();
  await page.goto(link.pathname);
  await heading(page, 'Join Northwind').waitFor();
  await page.getByLabel('Your name').fill('Vera Viewer');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await checkScreen(page, 'join');
  await button(page, 'Join').click();
  await heading(page, /, Vera/).waitFor();
  await checkScreen(page, 'home-viewer');
  await page.goto('/leads');
  await page.getByRole('link', { name: 'Nora' }).waitFor();
  await checkScreen(page, 'leads-viewer');
  assert.equal(await button(page, /^(New lead|Create)$/).count(), 0);
  await page.goto('/leads?create=lead');
  await page.getByRole('dialog').getByText('Your role does not include this.', { exact: false }).waitFor();
  await checkScreen(page, 'create-viewer');
  await page.goto(`/leads/${lead.id}?convert=1`);
  await heading(page, 'Nora').waitFor();
  await checkScreen(page, 'lead-viewer');
  assert.equal(await button(page, /^Edit|Convert|Change it|More actions/).count(), 0);
  assert.equal(await page.getByRole('dialog').count(), 0);
  allow(/status of 403/);
  for (const path of ['/settings/members', '/settings/roles', '/settings/audit']) {
    await page.goto(path);
    await heading(page, 'You may not see this').waitFor();
    await checkScreen(page, `forbidden${path.replaceAll('/', '-')}`);
  }
  assertQuiet();
  await close();
});

test('a record of a sibling branch is not there', async () => {
  const who = (name: string, nodeId: string) => ({ name, role: 'Sales representative', nodeId });
  const bea = await app.addColleague(admin, who('Bea Berlin', berlin));
  const lead = await leadIn(bea, {});
  const hans = await app.addColleague(admin, who('Hans Hamburg', hamburg));
  const { page, allow, assertQuiet, close } = await app.open({ session: hans });
  allow(/status of 404 .*\/api\/v1\/leads\//);
  await page.goto(`/leads/${lead.id}`);
  await heading(page, 'There is nothing here').waitFor();
  await checkScreen(page, 'other-branch');
  await page.goto('/leads');
  await heading(page, 'Your leads will be here').waitFor();
  assertQuiet();
  await close();
});

test('a session that ends in the middle of a form loses nothing that was typed', async () => {
  const session = await app.signIn('bea@northwind.example');
  const { page, allow, assertQuiet, close } = await app.open({ session });
  await page.goto('/leads?create=lead');
  const form = page.getByRole('dialog', { name: 'New lead' });
  await form.getByLabel('First name').fill('Karim');
  await form.getByLabel('Company').fill('Half typed Ltd');
  await settle(page);
  assert.ok((await session.api.post('/auth/sign-out')).status < 300);
  allow(/status of 401/);
  // What the page asks for by itself may learn of it before the click does.
  const create = form.getByRole('button', { name: 'Create', exact: true });
  await create.click({ timeout: 2000 }).catch(() => undefined);
  await fillSignIn(page, 'bea@northwind.example');
  await form.getByText('What you typed here before was kept.').waitFor();
  assert.equal(await form.getByLabel('Company').inputValue(), 'Half typed Ltd');
  await checkScreen(page, 'draft-kept');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await heading(page, 'Karim').waitFor();
  assertQuiet();
  await close();
});

test('two who change the same fact see mine and theirs; what is saved appears with the other by itself', async () => {
  const lead = await leadIn(admin, {});
  const first = await app.open({ session: admin });
  const second = await app.open({ session: await app.signIn('ada@northwind.example') });
  for (const { page } of [first, second]) {
    await page.goto(`/leads/${lead.id}`);
    await button(page, 'Edit Company').click();
  }
  const type = async (page: Page, name: string) => {
    await page.getByRole('textbox', { name: 'Company' }).fill(name);
    await button(page, 'Save').click();
  };
  await type(second.page, 'Their name');
  await second.page.getByText('Their name').first().waitFor();
  first.allow(/status of 412/);
  await type(first.page, 'My name');
  await first.page.getByText('Somebody changed this meanwhile.').waitFor();
  await first.page.getByText('Theirs: Their name').waitFor();
  await first.page.getByText('Mine: My name').waitFor();
  await checkScreen(first.page, 'conflict');
  await button(first.page, 'Save mine').click();
  await button(first.page, 'Edit Company').waitFor();
  // The second page is told by the event stream; nothing on it is touched.
  await second.page.getByText('My name').first().waitFor();
  for (const { assertQuiet, close } of [first, second]) {
    assertQuiet();
    await close();
  }
});
