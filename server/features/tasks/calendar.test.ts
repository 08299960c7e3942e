import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { buildServer } from '#platform/http/server.ts';
import { type Api, api, cookiesOf, type Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { mountCalendar } from './calendar-page.ts';

let server: WholeServer;
let company: TestCompany;
let sami: TestMember;
let session: Api;
let url: string;
let stop: () => Promise<void>;

before(async () => {
  server = await startWholeServer('2026-03-02T07:00:00Z');
  company = await createTestCompany(server);
  sami = await company.addMember('sales_representative', company.nodes.branch);
  const { email, password } = sami;
  session = api(server.url, cookiesOf(await api(server.url).post('/auth/sign-in', { email, password })));
  const { services } = server;
  const pages = await buildServer({
    services,
    endpoints: [],
    readSession: services.signIn.readSession,
    requestsPerMinute: 1_000,
    mount: (app) => mountCalendar(app, services),
  });
  await pages.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(pages.server.address() as AddressInfo).port}`;
  stop = () => pages.close();
});
after(async () => {
  await stop?.();
  await server?.stop();
});

const made = async (path: string, body: object, api = sami.api): Promise<Json> => {
  const answer = await api.post(path, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const open = (path: string) => fetch(url + path);

type Properties = Map<string, string>;

/** The events of a calendar, read as RFC 5545 says: lines unfolded, text unescaped. Refuses what no reader would take. */
function eventsIn(text: string): Properties[] {
  assert.ok(text.endsWith('END:VCALENDAR\r\n'), 'ends as a calendar');
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} bytes`);
    assert.ok(!/[^\P{Cc}\t]/u.test(line), 'a control character');
  }
  const lines = text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
  assert.deepEqual([lines[0], lines.at(-1)], ['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  const events: Properties[] = [];
  let event: Properties | undefined;
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    assert.notEqual(name, '', `no property: ${line}`);
    if (line === 'BEGIN:VEVENT') event = new Map();
    else if (line === 'END:VEVENT' && event) events.push(event);
    else
      event?.set(
        name,
        value.replace(/\\([\\;,nN])/g, (_, c: string) => (/n/i.test(c) ? '\n' : c)),
      );
  }
  return events;
}

describe('the calendar feed', () => {
  it('shows my tasks, next actions and closings, as a calendar program reads them', async () => {
    const hostile = 'Call; "Näher, & Söhne"\\ END:VEVENT محمد '.repeat(3).trim();
    await made('/tasks', { subject: hostile, description: 'One\nTwo; three', dueDate: '2026-03-05' });
    await made('/tasks', { subject: 'Timed', dueDate: '2026-03-29', dueTime: '09:30' });
    const done = await made('/tasks', { subject: 'Done', dueDate: '2026-03-05' });
    await sami.api.post(`/tasks/${done.id}/complete`, {});
    await made('/leads', { firstName: 'Lea', nextActionDate: '2026-03-06', nextActionNote: 'Ring' });
    await made('/opportunities', {
      name: 'Deal',
      expectedCloseDate: '2026-03-07',
      nextActionDate: '2026-03-08',
    });
    await made('/tasks', { subject: 'Not mine', dueDate: '2026-03-05' }, company.api);
    const { path } = await made('/calendar-feeds', {}, session);
    const answer = await open(path);
    assert.deepEqual(
      [answer.status, answer.headers.get('content-type')],
      [200, 'text/calendar; charset=utf-8'],
    );
    const events = eventsIn(await answer.text());
    const shown = events.map((event) => [
      event.get('SUMMARY'),
      event.get('DTSTART'),
      event.get('DESCRIPTION'),
    ]);
    assert.deepEqual(shown, [
      [hostile, '20260305', 'One\nTwo; three'],
      ['Timed', '20260329T073000Z', undefined],
      ['Next action: Lea', '20260306', 'Ring'],
      ['Next action: Deal', '20260308', undefined],
      ['Expected close: Deal', '20260307', undefined],
    ]);
    assert.equal(new Set(events.map((event) => event.get('UID'))).size, events.length);
  });

  it('is not given to a key, which may see less than the member', async () => {
    const answer = await sami.api.post('/calendar-feeds', {});
    assert.deepEqual([answer.status, answer.body.code], [403, 'forbidden']);
    assert.deepEqual((await company.api.get('/calendar-feeds')).body.items, []);
  });

  it('shows what the member may see now', async () => {
    const { path } = await made('/calendar-feeds', {}, session);
    const moved = await made('/tasks', { subject: 'Moved away', dueDate: '2026-03-05' });
    assert.match(await (await open(path)).text(), /Moved away/);
    await company.api.patch(`/tasks/${moved.id}`, { scope: company.nodes.otherBranch.scope });
    assert.doesNotMatch(await (await open(path)).text(), /Moved away/);
  });

  it('keeps no token, and answers nothing once it is revoked, replaced, unknown or its member left', async () => {
    const first = await made('/calendar-feeds', {}, session);
    const kept = JSON.stringify(await rowsOf(server, 'select * from calendar_feed', []));
    assert.ok(!kept.includes(first.token));
    assert.deepEqual(
      (await sami.api.get('/calendar-feeds')).body.items.map(({ id }: Json) => id),
      [first.id],
    );
    const second = await made('/calendar-feeds', {}, session);
    assert.deepEqual([(await open(first.path)).status, (await open(second.path)).status], [404, 200]);
    const forged = `${second.token.slice(0, -2)}${second.token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const name of [forged, 'x', '', '..%2f..', second.token.toUpperCase()]) {
      assert.equal((await open(`/calendar/${name}.ics`)).status, 404, name);
    }
    assert.equal((await open(`/calendar/${second.token}`)).status, 404);
    assert.equal((await sami.api.delete('/calendar-feeds')).status, 204);
    assert.equal((await open(second.path)).status, 404);
    const third = await made('/calendar-feeds', {}, session);
    assert.equal((await company.api.post(`/members/${sami.id}/deactivate`, {})).status, 200);
    assert.equal((await open(third.path)).status, 404);
  });
});
