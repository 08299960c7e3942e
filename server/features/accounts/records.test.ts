import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountCreate } from '#domain/accounts.ts';
import { isProblem } from '#domain/problems.ts';
import type { Call, Principal } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { Services } from '#platform/services.ts';
import { archiveRecord, restoreRecord } from '#records/archive-record.ts';
import { createRecord } from '#records/create-record.ts';
import { exportCsv } from '#records/export-csv.ts';
import type { ListQuery } from '#records/list-query.ts';
import { countRecords, listRecords } from '#records/list-records.ts';
import { presentRecord } from '#records/present.ts';
import { updateRecord } from '#records/update-record.ts';
import { createTestDatabase, type TestDatabase } from '#test/build/postgres.ts';
import { asAdmin, createBareCompany, openTestServices } from '#test/build/services.ts';
import { accountKind } from './kind.ts';
import { findAccountMatches } from './queries.ts';

describe('a record, through accounts', () => {
  let database: TestDatabase;
  let services: Services & { stop(): Promise<void> };
  let principal: Principal;

  before(async () => {
    database = await createTestDatabase();
    services = await openTestServices({ appUrl: database.appUrl, role: 'web' });
    const { orgId } = await createBareCompany(database.adminUrl);
    await asAdmin(
      database.adminUrl,
      'insert into outbox_stream (org_id) values ($1) on conflict do nothing',
      [orgId],
    );
    principal = await loadSystem(services.pool, orgId);
  });
  after(async () => {
    await services.stop();
    await database.drop();
  });

  const inCall = <T>(access: 'read' | 'write', run: (call: Call) => Promise<T>) =>
    runCall(services, principal, { access, requestId: 'test' }, run);
  const create = (body: unknown) =>
    inCall('write', (call) => createRecord(call, accountKind, accountCreate.parse(body)));
  const list = (query: ListQuery) =>
    inCall('read', async (call) => (await listRecords(call, accountKind, query)).rows.map((row) => row.name));

  it('is made with its derived columns, shown, changed, archived and restored [R47] [R52] [R56]', async () => {
    const row = await create({
      name: "O'Brien & Søns",
      website: 'https://www.obrien.example/about',
      phone: '+962 79 123 4567',
      address: { city: 'Amman', country: 'JO' },
    });
    assert.equal(row.websiteDomain, 'obrien.example');
    assert.equal(row.phoneE164, '+962791234567');
    const wire = await inCall('read', (call) => presentRecord(call, accountKind, row));
    assert.deepEqual(wire.address, {
      street: null,
      city: 'Amman',
      region: null,
      postalCode: null,
      country: 'JO',
    });
    assert.equal(wire.version, 1);
    const changed = await inCall('write', (call) =>
      updateRecord(call, accountKind, row.id, { address: { city: 'Irbid' } }, 1),
    );
    assert.equal(changed.version, 2);
    assert.equal(changed.country, 'JO', 'an address merges by member');
    const stale = inCall('write', (call) => updateRecord(call, accountKind, row.id, { name: 'Late' }, 1));
    await assert.rejects(stale, (error) => isProblem(error) && error.code === 'stale_version');
    const same = await inCall('write', (call) =>
      updateRecord(call, accountKind, row.id, { name: "O'Brien & Søns" }, 2),
    );
    assert.equal(same.version, 2, 'a patch that changes nothing writes nothing');
    const archived = await inCall('write', (call) => archiveRecord(call, accountKind, row.id, null));
    assert.equal(archived.status, 'archived');
    assert.deepEqual(await list({ q: 'obrien' }), []);
    const restored = await inCall('write', (call) => restoreRecord(call, accountKind, row.id, null));
    assert.equal(restored.status, 'active');
    assert.deepEqual(await list({ q: 'obrien son' }), ["O'Brien & Søns"]);
    assert.deepEqual(await list({ q: '٠٧٩ zzz' }), []);
    assert.deepEqual(await list({ q: '962791234567' }), ["O'Brien & Søns"]);
  });

  it('lists every row once, page after page, also when all share one instant', async () => {
    for (let at = 0; at < 45; at += 1)
      await create({ name: `Page ${String(at).padStart(2, '0')}`, tags: ['paged'] });
    await asAdmin(
      database.adminUrl,
      "update account set created_at = '2026-01-01T00:00:00.123456Z' where name like 'Page %'",
    );
    for (const sort of ['-createdAt', 'createdAt', 'name', '-name']) {
      const seen: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await inCall('read', (call) =>
          listRecords(call, accountKind, { tags: ['paged'], sort, limit: 7, cursor }),
        );
        seen.push(...page.rows.map((row) => row.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      assert.equal(new Set(seen).size, 45, sort);
      assert.equal(seen.length, 45, sort);
      if (sort === 'name') assert.deepEqual(seen, [...seen].sort());
    }
    const total = await inCall('read', (call) => countRecords(call, accountKind, { tags: ['paged'] }));
    assert.deepEqual(total, { value: 45, exact: true });
  });

  it('exports what the list shows, with formulas defused [R18]', async () => {
    await create({ name: '=HYPERLINK("http://evil.example")', phone: '+4930123456', tags: ['csv'] });
    const file = await exportCsv(accountKind, { tags: ['csv'] }, inCall);
    let text = '';
    for await (const chunk of file.chunks) text += chunk;
    const [header, line, ...rest] = text.trim().split('\n');
    assert.ok(header?.includes('name,legalName,accountType'));
    assert.ok(line !== undefined);
    assert.ok(line.includes(`"'=HYPERLINK(""http://evil.example"")"`), line);
    assert.ok(line.includes(',+4930123456,'), line);
    assert.deepEqual(rest, []);
  });

  it('finds likely duplicates by email, domain, phone, tax number and similar name [R45]', async () => {
    const original = await create({
      name: 'Königstein Maschinenbau GmbH',
      email: 'office@koenigstein.example',
      website: 'https://koenigstein.example',
      taxNumber: 'DE123',
    });
    const reasons = async (clues: Parameters<typeof findAccountMatches>[1]) => {
      const matches = await inCall('read', (call) => findAccountMatches(call, clues));
      return matches.find(({ row }) => row.id === original.id)?.reasons;
    };
    assert.deepEqual(await reasons({ email: 'office@koenigstein.example' }), ['email', 'domain']);
    assert.deepEqual(await reasons({ email: 'other@koenigstein.example' }), ['domain']);
    assert.deepEqual(await reasons({ taxNumber: 'DE123' }), ['taxNumber']);
    assert.deepEqual(await reasons({ name: 'Konigstein Maschinenbau' }), ['name']);
    assert.equal(await reasons({ name: 'Maschinenfabrik' }), undefined);
  });

  it('refuses an option that the list does not have, and a link to nothing, by field [R49]', async () => {
    const refusal = await create({
      name: 'X',
      accountType: 'no such type',
      parentAccountId: '0199f9a0-0000-7000-8000-000000000000',
    }).catch((error) => error);
    assert.ok(isProblem(refusal));
    assert.deepEqual(
      refusal.data.errors?.map(({ path, code }) => [path, code]),
      [
        ['accountType', 'unknown_value'],
        ['parentAccountId', 'not_found'],
      ],
    );
  });
});
