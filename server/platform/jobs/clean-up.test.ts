import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { newId } from '../database/id.ts';
import type { Services } from '../services.ts';
import { answersKeptMs, clearCompany, clearSignIn, eventsKeptMs, signInMailKeptMs } from './clean-up.ts';
import { listTenants } from './tenants.ts';

let database: TestDatabase;
let services: Services & { stop(): Promise<void> };
const now = new Date('2026-05-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

before(async () => {
  database = await createTestDatabase();
  services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
});

after(async () => {
  await services.stop();
  await database.drop();
});

const admin = (statement: string, values: unknown[] = []) => asAdmin(database.adminUrl, statement, values);

async function addEvent(orgId: string, createdAt: string, position: number | null): Promise<string> {
  const id = newId();
  await admin(
    `insert into outbox (org_id, id, type, payload, created_at, position) values ($1, $2, 'settings.changed', '{}', $3, $4)`,
    [orgId, id, createdAt, position],
  );
  return id;
}

test('Old delivered events go; owed, dead, waiting and recent ones stay', async () => {
  const { orgId } = await createBareCompany(database.adminUrl);
  const { orgId: other } = await createBareCompany(database.adminUrl);
  const old = ago(eventsKeptMs + 1000);
  await addEvent(orgId, old, 1);
  const owed = await addEvent(orgId, old, 2);
  await addEvent(orgId, old, 3);
  const recent = await addEvent(orgId, ago(eventsKeptMs - 1000), 4);
  const waiting = await addEvent(orgId, old, null);
  const foreign = await addEvent(other, old, 1);
  await admin(
    `insert into outbox_delivery (org_id, event_id, consumer, position, next_attempt_at, dead_at) values ($1, $2, 'c', 2, now(), now())`,
    [orgId, owed],
  );
  assert.deepEqual(await clearCompany(services.pool, orgId, now), { events: 2, answers: 0 });
  const left = await admin('select id from outbox order by id');
  assert.deepEqual(
    left.map(({ id }) => id),
    [owed, recent, waiting, foreign].sort(),
  );
});

test('Answers to Idempotency-Keys are kept for a day', async () => {
  const { orgId } = await createBareCompany(database.adminUrl);
  const add = (key: string, createdAt: string) =>
    admin(
      `insert into idempotency (org_id, actor_id, key, request_sha256, created_at) values ($1, $2, $3, 'x', $4)`,
      [orgId, newId(), key, createdAt],
    );
  await add('old', ago(answersKeptMs + 1000));
  await add('new', ago(answersKeptMs - 1000));
  assert.deepEqual(await clearCompany(services.pool, orgId, now), { events: 0, answers: 1 });
  const left = await admin('select key from idempotency where org_id = $1', [orgId]);
  assert.deepEqual(left, [{ key: 'new' }]);
});

test('Sessions and links that ran out go, and so does mail that may hold a link, once it has ended', async () => {
  const userId = newId();
  await admin(`insert into auth_user (id, name, email) values ($1, 'Ada', 'ada@example.com')`, [userId]);
  for (const [token, at] of [
    ['over', ago(1000)],
    ['live', ago(-1000)],
  ]) {
    await admin('insert into auth_session (id, user_id, token, expires_at) values ($1, $2, $3, $4)', [
      newId(),
      userId,
      token,
      at,
    ]);
    await admin(
      `insert into auth_verification (id, identifier, value, expires_at) values ($1, $2, 'v', $3)`,
      [newId(), token, at],
    );
  }
  const addMail = (subject: string, status: string, createdAt: string) =>
    admin(
      `insert into auth_mail (id, recipient, subject, body_text, status, created_at, sent_at)
       values ($1, 'ada@example.com', $2, 'x', $3, $4, case when $3 = 'sent' then now() end)`,
      [newId(), subject, status, createdAt],
    );
  await addMail('old and sent', 'sent', ago(signInMailKeptMs + 1000));
  await addMail('old and waiting', 'queued', ago(signInMailKeptMs + 1000));
  await addMail('recent', 'sent', ago(signInMailKeptMs - 1000));
  await clearSignIn(services.pool, now);
  assert.deepEqual(await admin('select token from auth_session'), [{ token: 'live' }]);
  assert.deepEqual(await admin('select identifier from auth_verification'), [{ identifier: 'live' }]);
  assert.deepEqual(await admin('select subject from auth_mail order by subject'), [
    { subject: 'old and waiting' },
    { subject: 'recent' },
  ]);
});

test('Scheduled work finds every company of the installation', async () => {
  const made = await Promise.all([
    createBareCompany(database.adminUrl),
    createBareCompany(database.adminUrl),
  ]);
  const found = await listTenants(services.pool);
  for (const { orgId } of made) assert.ok(found.includes(orgId));
});
