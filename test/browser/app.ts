import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { readConfig } from '#platform/config/config.ts';
import { createLog } from '#platform/log/log.ts';
import { startServer } from '#server/main.ts';
import { type Answer, type Api, api, cookiesOf } from '#test/build/api.ts';
import { createTestDatabase } from '#test/build/postgres.ts';
import { openBrowser, openPage, type WatchedPage } from './browser.ts';

export const password = 'correct horse battery staple';

/** A session of its own: the cookies that a browser context starts with, and a client of the API with the same. */
export type Session = { cookie: string; api: Api };

export type App = {
  url: string;
  /** As the server logs in to its database. */
  databaseUrl: string;
  /** A page in a context of its own, signed in when a session is given. */
  open(options?: BrowserContextOptions & { session?: Session }): Promise<WatchedPage>;
  /** Sets the company up and signs its administrator in, past the form that another test fills in. */
  setUp(): Promise<Session>;
  signIn(email: string): Promise<Session>;
  /** Invites, accepts and signs in: a colleague with one role at one node, at once. */
  addColleague(admin: Session, who: { name: string; role: string; nodeId: string }): Promise<Session>;
  /** Ends everything; fails when the server has logged an error meanwhile. */
  stop(): Promise<void>;
};

/** The whole server (web and worker) on a database of its own and a free port, and a browser. Stop it in `after`. */
export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-browser-'));
  const database = await createTestDatabase();
  const config = readConfig({ DATA_DIR: folder, PORT: '0', RATE_LIMIT_PER_MINUTE: '100000', ...env }, folder);
  const errors: string[] = [];
  const log = createLog({ level: 'error', destination: { write: (line) => void errors.push(line) } });
  const server = await startServer({ config, log, databaseUrl: database.appUrl, role: 'all' });
  const { url } = server;
  const browser = await openBrowser();
  return {
    url,
    databaseUrl: database.appUrl,
    open: (options) => open(browser, url, options),
    setUp: async () => {
      const company = { organisationName: 'Northwind', currency: 'EUR', country: 'DE', timeZone: 'UTC' };
      const body = { ...company, name: 'Ada Admin', email: 'ada@northwind.example', password };
      return sessionOf(url, await api(url).post('/setup', body), 201);
    },
    signIn: async (email) => sessionOf(url, await api(url).post('/auth/sign-in', { email, password }), 200),
    addColleague: (admin, who) => addColleague(url, admin, who),
    stop: async () => {
      await browser.close();
      await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      assert.deepEqual(errors, [], 'The server logged errors');
    },
  };
}

async function open(
  browser: Browser,
  url: string,
  { session, ...options }: BrowserContextOptions & { session?: Session } = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, url, options);
  // Before signing in, the page asks who is there and is told nobody: Chromium writes that answer on the console.
  watched.page.setDefaultTimeout(10_000);
  watched.allow(/status of 401 .*\/api\/v1\/me\b/);
  if (!session) return watched;
  const cookies = session.cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url };
  });
  await watched.page.context().addCookies(cookies);
  return watched;
}

function sessionOf(url: string, answer: Answer, status: number): Session {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  const cookie = cookiesOf(answer);
  return { cookie, api: api(url, cookie) };
}

async function addColleague(
  url: string,
  admin: Session,
  { name, role, nodeId }: { name: string; role: string; nodeId: string },
): Promise<Session> {
  const email = `${name.split(' ', 1)[0]?.toLowerCase()}@northwind.example`;
  const token = await invite(admin, { email, role, nodeId });
  return sessionOf(url, await api(url).post(`/invitations/${token}/accept`, { name, password }), 201);
}

/** Invites by address and answers with the token of the link. */
export async function invite(
  admin: Session,
  { email, role, nodeId }: { email: string; role: string; nodeId: string },
): Promise<string> {
  const roles: { id: string; name: string }[] = (await admin.api.get('/roles')).body.items;
  const roleId = roles.find((one) => one.name === role)?.id;
  const { status, body } = await admin.api.post('/invitations', { email, roleId, nodeId });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body.url).split('/').at(-1) ?? '';
}

/** Creates a record through the API, as the session's member, and answers with it. */
export async function create<Made extends { id: string } = { id: string }>(
  session: Session,
  path: string,
  body: object,
): Promise<Made> {
  const answer = await session.api.post<Made>(path, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}
