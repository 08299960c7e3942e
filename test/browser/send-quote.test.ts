import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { type App, create, type Session, startApp } from './app.ts';
import { checkScreen, seeMessage } from './screen.ts';

let app: App;
let admin: Session;
let seller: Session;
let quoteId: string;

before(async () => {
  app = await startApp();
  admin = await app.setUp();
  const nodeId = (await admin.api.get('/hierarchy/nodes')).body.items[0].id;
  seller = await app.addColleague(admin, { name: 'Sami Seller', role: 'Sales representative', nodeId });
  const ownerId = (await seller.api.get('/me')).body.member.id;
  const rule = await admin.api.post('/approval-rules', {
    ...{ name: 'Big discounts', condition: 'discount', limit: '10' },
  });
  assert.equal(rule.status, 201, JSON.stringify(rule.body));
  const contact = await create(seller, '/contacts', {
    ...{ firstName: 'Nora', lastName: 'Haddad', email: 'nora@oasis.example', mobile: '+962791234567' },
  });
  const line = { description: 'Lounge chair', quantity: '4', unitPrice: '250', taxRate: '16' };
  const quote = await create(seller, '/quotes', {
    ...{ title: 'Lobby furniture', contactId: contact.id, ownerId, lines: [line] },
    ...{ discountType: 'percent', discountValue: '15' },
  });
  quoteId = quote.id;
});
after(() => app?.stop());

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true });

test('a quote that a rule holds back says why; approval is asked for, and given from the notification', async () => {
  const theirs = await app.open({ session: seller, locale: 'en', timezoneId: 'UTC' });
  const { page } = theirs;
  await page.goto(`/quotes/${quoteId}`);
  await page.getByText(/The discount comes to .*15/).waitFor();
  await checkScreen(page, 'quote-held-back');
  await button(page, 'Send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('A rule holds this quote back. Ask for approval first.').waitFor();
  await checkScreen(page, 'send-blocked');
  await button(dialog, 'Cancel').click();
  await button(page, 'Ask for approval').click();
  await dialog.getByLabel('What they should know (optional)').fill('A regular customer.');
  await button(dialog, 'Ask for approval').click();
  await seeMessage(page, 'The approvers were asked');
  const mine = await app.open({ session: admin, locale: 'en', timezoneId: 'UTC' });
  await mine.page.goto('/');
  await mine.page.getByText('Waiting for your approval').waitFor();
  await mine.page.getByRole('button', { name: /^Notifications, 1 unread/ }).click();
  await mine.page.getByText('Sami Seller asks for your approval: \u2068Lobby furniture\u2069').waitFor();
  await checkScreen(mine.page, 'approval-in-bell');
  await button(mine.page, 'Approve').click();
  await seeMessage(mine.page, 'Approved');
  mine.assertQuiet();
  await mine.close();
  await page.getByText('It may be sent as it is now.').waitFor();
  theirs.assertQuiet();
  await theirs.close();
});

test('it waits for a time, is taken back, and is sent: what was not emailed is said [R112] [R115]', async () => {
  const theirs = await app.open({ session: seller, locale: 'en', timezoneId: 'UTC' });
  const { page } = theirs;
  await page.goto(`/quotes/${quoteId}`);
  await button(page, 'Send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('nora@oasis.example').waitFor();
  await dialog.getByText('No mail server is set up: the email is only simulated.').waitFor();
  assert.match(await dialog.getByLabel('Message', { exact: true }).inputValue(), /^Dear Nora Haddad,/);
  await dialog.getByText('At a time', { exact: true }).click();
  await checkScreen(page, 'send-at-a-time');
  await button(dialog, 'Set the time').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/It goes out on .*Until then it cannot be changed/).waitFor();
  await checkScreen(page, 'quote-scheduled');
  await page.goto('/scheduled-sends');
  await page.getByRole('link', { name: 'Lobby furniture' }).waitFor();
  await checkScreen(page, 'scheduled-sends');
  await button(page, 'Do not send').click();
  await seeMessage(page, 'It will not be sent.');
  await page.getByText('Nothing is set for a time').waitFor();
  await page.goto(`/quotes/${quoteId}`);
  await button(page, 'Send').click();
  await dialog.getByLabel(/Also send a text message/).check();
  await button(dialog, 'Send').click();
  await seeMessage(page, /The email to .*nora@oasis\.example.* was only simulated.*A text message goes to/);
  await button(page, 'Record acceptance').waitFor();
  await checkScreen(page, 'quote-sent-by-mail');
  theirs.assertQuiet();
  await theirs.close();
});

test('the panel and the rules on a phone, in Arabic', async () => {
  await admin.api.patch('/me', { locale: 'ar' });
  const arab = await app.open({ session: admin, locale: 'ar', timezoneId: 'UTC' });
  const { page } = arab;
  await page.setViewportSize({ width: 390, height: 844 });
  const { body } = await admin.api.post('/quotes', {
    ...{ title: 'أثاث الردهة', discountType: 'percent', discountValue: '20' },
    lines: [{ description: 'كرسي', quantity: '4', unitPrice: '250', taxRate: '16' }],
  });
  await page.goto(`/quotes/${body.id}`);
  await page.getByText('طلب الموافقة').waitFor();
  await checkScreen(page, 'quote-held-back-ar-phone');
  await button(page, 'إرسال').click();
  await page.getByRole('dialog').getByText('لم يُذكر أحد').waitFor();
  await checkScreen(page, 'send-ar-phone');
  await page.goto('/settings/approval-rules');
  await page.getByText('Big discounts').waitFor();
  await checkScreen(page, 'approval-rules-ar-phone');
  arab.assertQuiet();
  await arab.close();
});
