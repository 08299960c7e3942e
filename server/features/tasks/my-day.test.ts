import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { instantAt } from '#domain/local-time.ts';
import { addDays } from '#domain/time-zones.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { rowsOf, startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { myDay } from './my-day.ts';

let server: WholeServer;
let company: TestCompany;
let sami: TestMember;

before(async () => {
  server = await startWholeServer('2026-03-02T07:00:00Z');
  company = await createTestCompany(server);
  sami = await company.addMember('sales_representative', company.nodes.branch);
});
after(() => server?.stop());

async function made(path: string, body: object): Promise<Json> {
  const answer = await sami.api.post(path, body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}
const day = async (): Promise<Json> => (await sami.api.get('/my-day')).body;
const titles = (section: Json) => section.items.map(({ type, title }: Json) => `${type} ${title}`);

async function moveTo(zone: string): Promise<void> {
  await rowsOf(server, 'update member set time_zone = $2 where id = $1', [sami.id, zone]);
  await rowsOf(server, 'update organisation set access_version = access_version + 1', []);
}

describe('my day', () => {
  it('is empty to begin with', async () => {
    const { overdue, today, upcoming } = await day();
    for (const section of [overdue, today, upcoming]) {
      assert.deepEqual(section, { items: [], total: { value: 0, exact: true } });
    }
  });

  it('has what is late, due today and in the next seven days, of every sort, and nothing of others', async () => {
    const lead = await made('/leads', {
      firstName: 'Lea',
      nextActionDate: '2026-03-01',
      nextActionNote: 'Ring',
    });
    await made('/opportunities', {
      name: 'Deal',
      amount: '1500',
      expectedCloseDate: '2026-03-02',
      nextActionDate: '2026-03-09',
    });
    await made('/tasks', { subject: 'Now', dueDate: '2026-03-02', dueTime: '10:00' });
    await made('/tasks', { subject: 'Whole day', dueDate: '2026-03-02' });
    await made('/tasks', { subject: 'Later', dueDate: '2026-03-10' });
    await made('/reminders', { recordKind: 'lead', recordId: lead.id, remindAt: '2026-03-02T08:00:00Z' });
    await company.api.post('/tasks', { subject: 'Not mine', dueDate: '2026-03-02' });
    const seen = await day();
    assert.equal(seen.date, '2026-03-02');
    assert.deepEqual(titles(seen.overdue), ['next_action Lea']);
    assert.deepEqual(
      titles(seen.today),
      ['reminder Lea', 'task Now', 'task Whole day', 'closing Deal'].sort(byTime(seen)),
    );
    assert.deepEqual(titles(seen.upcoming), ['next_action Deal']);
    const closing = seen.today.items.find(({ type }: Json) => type === 'closing');
    assert.deepEqual([closing.amount, closing.currency], ['1500.00', 'EUR']);
    await sami.api.post(`/leads/${lead.id}/status`, { status: 'lost' });
    assert.deepEqual((await day()).overdue.items, []);
  });

  it('turns at the member’s own midnight: at UTC+14, at UTC−11, and when the clocks change', async () => {
    for (const [zone, date] of [
      ['Pacific/Kiritimati', '2026-05-10'],
      ['Pacific/Niue', '2026-05-20'],
      ['Europe/Berlin', '2026-10-25'],
      ['Europe/Berlin', '2026-03-29'],
      ['Africa/Cairo', '2026-04-24'],
    ] as const) {
      await moveTo(zone);
      const task = await made('/tasks', { subject: 'Due', dueDate: date });
      const sectionAt = async (at: Date) => {
        server.clock.set(at.toISOString());
        const seen = await day();
        return ['overdue', 'today', 'upcoming'].filter((name) =>
          seen[name].items.some(({ id }: Json) => id === task.id),
        );
      };
      const midnight = instantAt(date, '00:00', zone).getTime();
      const next = instantAt(addDays(date, 1), '00:00', zone).getTime();
      assert.deepEqual(await sectionAt(new Date(midnight - 1)), ['upcoming'], zone);
      assert.deepEqual(await sectionAt(new Date(midnight)), ['today'], zone);
      assert.deepEqual(await sectionAt(new Date(next - 1)), ['today'], zone);
      assert.deepEqual(await sectionAt(new Date(next)), ['overdue'], zone);
      assert.deepEqual(await sectionAt(new Date(midnight - 8 * 86_400_000)), [], zone);
    }
  });

  it('shows fifty of many and says how many there are', async () => {
    await moveTo('UTC');
    server.clock.set('2027-01-01T08:00:00Z');
    await sami.call(async (call) => {
      const { createTask } = await import('./operations/create-task.ts');
      for (let made = 0; made < 60; made += 1) {
        await createTask(call, { subject: `Task ${made}`, dueDate: '2027-01-01' });
      }
    });
    const { today } = await day();
    assert.deepEqual([today.items.length, today.total], [50, { value: 60, exact: true }]);
    const whole = await sami.call(myDay, 'read');
    assert.equal(whole.today.total.value, 60);
  });
});

/** By the hour, then whole days; whole days in no order that matters. */
function byTime(seen: Json) {
  const place = new Map<string, number>(
    titles(seen.today).map((title: string, index: number) => [title, index]),
  );
  assert.deepEqual([place.get('reminder Lea'), place.get('task Now')], [0, 1]);
  return (a: string, b: string) => (place.get(a) ?? 9) - (place.get(b) ?? 9);
}
