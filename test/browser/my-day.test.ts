import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addDays, today } from '#domain/time-zones.ts';
import { type App, create, type Session, startApp } from './app.ts';
import { checkScreen, latinWords, seeMessage } from './screen.ts';

let app: App;
let session: Session;
const day = today(new Date(), 'UTC');

before(async () => {
  app = await startApp();
  session = await app.setUp();
});
after(() => app?.stop());

const dueOn = async (subject: string, dueDate: string) => create(session, '/tasks', { subject, dueDate });

test('a day: add a task, complete it in place, undo, put another one off [R65] [R67]', async () => {
  await dueOn('Send the contract', addDays(day, -2));
  const watched = await app.open({ session, locale: 'en', timezoneId: 'UTC' });
  const { page } = watched;
  await page.goto('/');
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  await section('Overdue').getByText('Send the contract').waitFor();
  await page.getByRole('textbox', { name: 'New task for today' }).fill('Ring Nadia');
  await page.keyboard.press('Enter');
  await section('Today').getByText('Ring Nadia').waitFor();
  await section('Today').getByRole('checkbox', { name: 'Mark done: Ring Nadia' }).click();
  await seeMessage(page, 'Done');
  await section('Today').getByText('Ring Nadia').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await section('Today').getByText('Ring Nadia').waitFor();
  await section('Overdue').getByRole('button', { name: 'Put off Send the contract' }).click();
  await page.getByRole('menuitem', { name: 'Tomorrow' }).click();
  await section('Next 7 days').getByText('Send the contract').waitFor();
  assert.equal((await session.api.get('/tasks?q=contract')).body.items[0].dueDate, addDays(day, 1));
  watched.assertQuiet();
  await watched.close();
});

test('what a colleague gives me, and a reminder, arrive while I look [R43] [R65]', async () => {
  const nodeId = (await session.api.get('/hierarchy/nodes')).body.items[0].id;
  const sami = await app.addColleague(session, { name: 'Sami Seller', role: 'Sales manager', nodeId });
  const me = (await session.api.get('/me')).body.member.id;
  const lead = await create(session, '/leads', { firstName: 'Lea', companyName: 'Acme' });
  const watched = await app.open({ session, locale: 'en', timezoneId: 'UTC' });
  const { page } = watched;
  await page.goto('/');
  await page.getByRole('region', { name: 'Today', exact: true }).waitFor();
  await create(sami, '/tasks', { subject: 'From Sami', dueDate: day, ownerId: me });
  await page.getByText('From Sami').first().waitFor();
  const remindAt = new Date(Date.now() - 1_000).toISOString();
  await create(session, '/reminders', { recordKind: 'lead', recordId: lead.id, remindAt, note: 'Now' });
  // The job looks once a minute.
  const bell = page.getByRole('button', { name: 'Notifications, 2 unread' });
  await bell.waitFor({ timeout: 90_000 });
  watched.assertQuiet();
  await watched.close();
});

test('a record has its tasks: one is made there that comes again every quarter [R65] [R66]', async () => {
  const lead = await create(session, '/leads', { firstName: 'Rana', companyName: 'Oasis' });
  const watched = await app.open({ session, locale: 'en', timezoneId: 'UTC' });
  const { page } = watched;
  await page.goto(`/leads/${lead.id}?tab=tasks`);
  await page.getByRole('button', { name: 'New task' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Subject' }).fill('Check in');
  await form.getByRole('textbox', { name: 'Due' }).fill('2027-01-31');
  await page.keyboard.press('Tab');
  await form.getByRole('combobox', { name: 'Repeats every' }).click();
  await page.getByRole('option', { name: 'Quarter' }).click();
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Check in' }).waitFor();
  const [made] = (await session.api.get(`/tasks?recordKind=lead&recordId=${lead.id}`)).body.items;
  assert.deepEqual(made.recurrence, { every: 1, unit: 'quarter' });
  await checkScreen(page, 'en-task');
  await page.goto(`/leads/${lead.id}?tab=tasks`);
  await page.getByRole('checkbox', { name: 'Mark done: Check in' }).first().click();
  await page.getByRole('checkbox', { name: 'Open again: Check in' }).waitFor();
  const after = (await session.api.get(`/tasks?recordKind=lead&recordId=${lead.id}&status=open`)).body.items;
  assert.deepEqual(
    after.map(({ dueDate }: { dueDate: string }) => dueDate),
    ['2027-04-30'],
  );
  await checkScreen(page, 'en-record-tasks');
  watched.assertQuiet();
  await watched.close();
});

test('a calendar address is made, read by nobody else’s leave, and taken back', async () => {
  const watched = await app.open({ session, locale: 'en' });
  const { page } = watched;
  await page.goto('/settings/profile');
  await page.getByRole('button', { name: 'Create an address' }).click();
  const address = await page.getByRole('textbox', { name: 'Calendar address' }).inputValue();
  const answer = await fetch(address);
  assert.match(await answer.text(), /^BEGIN:VCALENDAR/);
  await checkScreen(page, 'en-calendar');
  await page.getByRole('button', { name: 'Revoke' }).click();
  await seeMessage(page, 'The address works no more.');
  assert.equal((await fetch(address)).status, 404);
  watched.assertQuiet();
  await watched.close();
});

for (const [locale, width, colorScheme] of [
  ['en', 1440, 'light'],
  ['ar', 1440, 'dark'],
  ['en', 390, 'dark'],
  ['ar', 390, 'light'],
] as const) {
  test(`my day and the tasks in ${locale} at ${width} px`, async () => {
    await session.api.patch('/me', { locale, name: 'Ada' });
    const old = (await session.api.get('/tasks?limit=200')).body.items;
    for (const { id } of old) await session.api.delete(`/tasks/${id}`);
    const leads = (await session.api.get('/leads?limit=200')).body.items;
    for (const { id } of leads) await session.api.delete(`/leads/${id}`);
    const lead = await create(session, '/leads', {
      firstName: 'سامي',
      nextActionDate: addDays(day, -1),
      nextActionNote: 'أرسل الأسعار',
    });
    const link = { recordKind: 'lead', recordId: lead.id };
    const task = await create(session, '/tasks', {
      ...{ subject: 'اتصل بالعميل', dueDate: day, dueTime: '10:00', priority: 'high', ...link },
      recurrence: { every: 3, unit: 'month' },
    });
    await create(session, '/tasks', { subject: 'زيارة الموقع', dueDate: addDays(day, 3), ...link });
    const remindAt = `${addDays(day, 2)}T09:00:00Z`;
    await create(session, '/reminders', { ...link, remindAt, note: 'موعد' });
    const viewport = { width, height: 900 };
    const watched = await app.open({ session, locale, viewport, colorScheme, timezoneId: 'UTC' });
    const { page } = watched;
    for (const path of ['', 'tasks', `tasks/${task.id}`, `leads/${lead.id}?tab=tasks`, 'tasks?create=task']) {
      await page.goto(`/${path}`);
      await checkScreen(
        page,
        `${locale}-${width}-${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')}`.replaceAll(
          /[/?=]/g,
          '-',
        ),
      );
      if (locale === 'ar') assert.deepEqual(await latinWords(page), [], path);
    }
    watched.assertQuiet();
    await watched.close();
  });
}
