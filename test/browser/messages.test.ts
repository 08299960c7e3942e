import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { deliverMessage } from '#features/communicate/deliver-kind.ts';
import { type MessageDraft, sendMessage } from '#features/communicate/operations/send-message.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { type Mailbox, openMailbox } from '#platform/mail/testing/mailbox.ts';
import { openTestServices } from '#test/build/services.ts';
import { type App, create, type Session, startApp } from './app.ts';
import type { WatchedPage } from './browser.ts';
import { checkScreen, choose, seeMessage } from './screen.ts';

let app: App;
let admin: Session;
let watched: WatchedPage;
let page: Page;
let box: Mailbox;
let refused = false;

before(async () => {
  box = await openMailbox({
    user: { name: 'sales', password: 'right' },
    refuse: () => (refused ? { code: 550, message: 'No such mailbox here' } : null),
  });
  app = await startApp({ ALLOW_PRIVATE_PROVIDERS: 'true' });
  admin = await app.setUp();
  watched = await app.open({ session: admin });
  page = watched.page;
});
after(async () => {
  await watched?.close();
  await app?.stop();
  await box?.stop();
});

const main = () => page.getByRole('main');
const button = (name: string) => main().getByRole('button', { name, exact: true });

/** Writes a message as Parley does, from a process of its own on the same database. */
async function write(recordId: string, draft: Partial<MessageDraft> = {}): Promise<void> {
  const { body } = await admin.api.get('/me');
  const services = await openTestServices({ appUrl: app.databaseUrl, kinds: [deliverMessage], role: 'web' });
  const system = await loadSystem(services.pool, body.organisation.id);
  const options = { access: 'write', requestId: newId() } as const;
  // Whether a server is set up is asked of the company, not of this process.
  await runCall(services, system, options, (call) =>
    sendMessage(call, {
      channel: 'email',
      to: 'nora@customer.example',
      subject: 'Your quote Q-2026-0007',
      body: 'Dear Nora,\n\nplease find our offer attached.\n\nKind regards\nAda',
      recordKind: 'lead',
      recordId,
      ...draft,
    }),
  );
  await services.stop();
}

test('a mail server is set up, tried, and its password never comes back', async () => {
  await page.goto('/settings');
  await page.getByRole('textbox').first().fill('smtp');
  await page
    .getByRole('link', { name: /^Email/ })
    .first()
    .click();
  await main()
    .getByText(/Nothing is sent/)
    .waitFor();
  await checkScreen(page, 'email-not-set-up');
  await button('Send test').click();
  await main()
    .getByText(/It was simulated/)
    .waitFor();

  await main().getByRole('textbox', { name: 'Server', exact: true }).fill('127.0.0.1');
  await main().getByLabel('Port').fill(String(box.port));
  await choose(main().getByRole('combobox', { name: 'Encryption' }), 'None');
  await main()
    .getByText(/Without encryption everybody/)
    .waitFor();
  await main().getByLabel('User name').fill('sales');
  await main().getByLabel('Password', { exact: true }).fill('wrong');
  await main().getByLabel('Address of the sender').fill('sales@northwind.example');
  await button('Save').click();
  await seeMessage(page, 'Saved');
  await main()
    .getByText(/Mail goes out through/)
    .waitFor();
  assert.equal(await main().getByLabel('Password', { exact: true }).inputValue(), '');
  await main()
    .getByText(/Leave it empty to keep it/)
    .waitFor();
  await button('Send test').click();
  await main()
    .getByText(/Invalid login/)
    .waitFor();
  await checkScreen(page, 'email-refused');

  await main().getByLabel('Password', { exact: true }).fill('right');
  await button('Save').click();
  await main()
    .getByText(/Mail goes out through/)
    .waitFor();
  await button('Send test').click();
  await main()
    .getByText(/It was sent to/)
    .waitFor();
  assert.equal(box.received[0]?.to[0], 'ada@northwind.example');
  await checkScreen(page, 'email-set-up');

  await main().getByLabel('Name of the sender').fill('Northwind Sales');
  await button('Save').click();
  await page.waitForResponse(
    (answer) => answer.url().endsWith('/settings/email') && answer.request().method() === 'GET',
  );
  const { body } = await admin.api.get('/settings/email');
  assert.deepEqual([body.fromName, body.passwordSet], ['Northwind Sales', true]);

  await main().getByLabel('Port').fill('2525');
  await button('Save').click();
  await main()
    .getByText(/Type it again/)
    .waitFor();
});

test('a message stands on the record with how it fares, and one that failed is sent again there', async () => {
  const lead = await create(admin, '/leads', { firstName: 'Nora', email: 'nora@customer.example' });
  await page.goto(`/leads/${lead.id}`);
  await page.getByRole('heading', { name: 'Nora' }).first().waitFor();
  refused = true;
  await write(lead.id);
  const entry = page.getByRole('listitem').filter({ hasText: 'wrote an email to' });
  await entry.getByText('Failed').waitFor();
  await entry.getByText(/No such mailbox here/).waitFor();
  await entry.getByText('Your quote Q-2026-0007').waitFor();
  await checkScreen(page, 'message-failed');
  refused = false;
  await entry.getByRole('button', { name: 'Send again' }).click();
  await entry.getByText('Sent', { exact: true }).waitFor();
  await write(lead.id, { channel: 'sms', to: '+962791234567', body: 'Our offer is in your inbox.' });
  const text = page.getByRole('listitem').filter({ hasText: 'sent a text message to' });
  await text.getByText('Simulated').waitFor();
  await page.getByRole('button', { name: 'Text messages' }).click();
  await entry.waitFor({ state: 'detached' });
  await checkScreen(page, 'message-filtered');
});

test('the provider of text messages is set up in Arabic on a phone', async () => {
  await admin.api.patch('/me', { locale: 'ar' });
  const phone = await app.open({
    session: admin,
    // Tall enough for the whole form: what scrolls away below the bar at the foot cannot be touched there.
    viewport: { width: 390, height: 1_200 },
    locale: 'ar',
    colorScheme: 'dark',
  });
  const body = phone.page.getByRole('main');
  await phone.page.goto('/settings/sms');
  await body.getByText(/لا يُرسَل شيء/).waitFor();
  await body.getByLabel('معرّف الحساب').fill('AC1');
  await body.getByLabel('رمز الدخول').first().fill('token');
  await body.getByLabel('عنوان الواجهة').fill('http://127.0.0.1:9');
  await body.getByLabel('المرسل').fill('+4915112345678');
  await body.getByRole('button', { name: 'حفظ' }).click();
  await body.getByText(/تخرج الرسائل النصية عبر/).waitFor();
  // The message at the edge lies over the head of the page, as long as it stays.
  await phone.page.getByText('تم الحفظ').waitFor({ state: 'detached' });
  await checkScreen(phone.page, 'sms-arabic-phone');
  await body.getByRole('button', { name: 'إيقاف استخدام هذا المزوّد' }).click();
  const dialog = phone.page.getByRole('dialog');
  await dialog.getByText(/لن يُرسَل شيء/).waitFor();
  await dialog.getByRole('button', { name: 'إيقاف استخدام هذا المزوّد' }).click();
  await body.getByText(/لا يُرسَل شيء/).waitFor();
  assert.equal((await admin.api.get('/settings/sms')).body.configured, false);
  await phone.page.goto('/settings/email');
  await body.getByText(/يخرج البريد عبر/).waitFor();
  await checkScreen(phone.page, 'email-arabic-phone');
  await phone.close();
  await admin.api.patch('/me', { locale: 'en' });
});
