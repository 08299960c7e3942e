import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileTypeFromBuffer } from 'file-type';
import { verifyAudit } from '#platform/audit/verify.ts';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { asAdmin } from '#test/build/services.ts';
import { invariants } from '#test/invariants/invariants.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';
import { loadDemo } from './operations/load-demo.ts';
import { floorPlan } from './papers.ts';

const at = '2026-03-02T08:00:00Z';
const now = `timestamptz '${at}'`;
const day = "date '2026-03-02'";

describe('demo data', () => {
  let server: WholeServer;
  let company: TestCompany;

  before(async () => {
    server = await startWholeServer(at);
    company = await createTestCompany(server);
    await loadDemo(server.services, company.orgId, { leads: 120, accounts: 40, deals: 60 });
  });
  after(() => server.stop());

  const count = async (query: string) => {
    const [row] = await asAdmin<{ count: number }>(
      server.database.adminUrl,
      `select count(*)::int from ${query}`,
    );
    return row?.count ?? 0;
  };

  const has = async (...queries: string[]) => {
    for (const query of queries) assert.ok((await count(query)) > 0, query);
  };

  it('is a believable company: three currencies, a dozen members, every stage and status', async () => {
    assert.equal(await count('(select distinct currency from entity) as c'), 3);
    assert.ok((await count('member')) >= 12);
    assert.equal(await count('lead'), 120);
    assert.ok((await count('account')) >= 40);
    assert.equal(await count('(select distinct stage from opportunity) as s'), 6);
    assert.equal(await count('(select distinct status from lead) as s'), 6);
    for (const status of ['draft', 'sent', 'accepted', 'declined', 'expired']) {
      assert.ok((await count(`quote where status = '${status}'`)) > 0, status);
    }
    for (const status of ['issued', 'partially_paid', 'paid', 'void']) {
      assert.ok((await count(`invoice where status = '${status}'`)) > 0, status);
    }
    assert.ok((await count(`invoice where status = 'issued' and due_date < ${day}`)) > 0, 'overdue');
    assert.ok((await count('payment')) > 0);
    await has("lead where display_name ~ '[ء-ي]'", "contact where display_name ~ '[ء-ي]'");
    await has("contact where last_name like 'O''%'", "lead where display_name ~ '[áéöüøŁ]'");
  });

  it('is at work: things said, things to do for several members, and something told', async () => {
    for (const type of ['note', 'call', 'meeting', 'email']) await has(`activity where type = '${type}'`);
    for (const kind of ['lead', 'account', 'opportunity'])
      await has(`activity where record_kind = '${kind}'`);
    assert.equal(await count(`activity where at < ${now} - interval '43 days' or at > ${now}`), 0);
    await has('activity where cardinality(mentions) > 0');
    const open = "task where status = 'open' and due_date";
    await has(`${open} < ${day} - 1`, `${open} > ${day} + 1`, "task where status = 'done'");
    await has(`${open} between ${day} - 1 and ${day} + 1`);
    await has("task where recurrence->>'unit' = 'quarter' and previous_id is not null and status = 'open'");
    assert.ok((await count('(select distinct owner_id from task) as t')) >= 10);
    for (const kind of ['lead', 'opportunity']) {
      assert.ok(
        (await count(`(select distinct owner_id from ${kind} where next_action_date is not null) o`)) > 2,
      );
    }
    const mine = (await company.api.get<Json>('/my-day')).body;
    assert.ok(JSON.stringify(mine).includes('Quarterly check-in'), 'the viewer has a day of their own');
    const told = (await company.api.get<Json>('/notifications')).body;
    assert.ok(told.unread > 2 && told.items.some(({ type }: Json) => type === 'mentioned'));
    assert.equal(await count('mail'), 0, 'nothing is mailed');
    const choices = (await company.api.get<Json>('/notification-preferences')).body;
    assert.equal(choices.items.find(({ type }: Json) => type === 'mentioned').email, true);
  });

  it('is set up: products, campaigns, custom fields, pipelines, shared views', async () => {
    assert.ok((await count('(select distinct c from product, jsonb_object_keys(prices) c) as p')) >= 2);
    assert.ok((await count('(select distinct status from campaign) as c')) >= 5);
    await has('lead where campaign_id is not null', 'opportunity where campaign_id is not null');
    for (const type of ['choice', 'date', 'money']) {
      await has(`custom_value v join custom_field f on f.id = v.field_id where f.type = '${type}'`);
    }
    await has("opportunity o join pipeline p on p.id = o.pipeline_id where p.name = 'Direct sales'");
    const board = (await company.api.get<Json>('/opportunities/board')).body;
    assert.ok(
      board.columns.some(({ rotting }: Json) => rotting.value > 0),
      'a card that rots',
    );
    assert.equal(await count('saved_view where shared'), 2);
    await has('account where parent_account_id is not null', 'contact where role is not null');
    for (const state of ['granted', 'withdrawn']) await has(`consent_entry where state = '${state}'`);
  });

  it('goes the whole way from quote to cash, and every rule of the data holds', async () => {
    await has('price_book', 'product where bundle_pricing is not null', "product where costs <> '{}'");
    await has("document_template where texts::text ~ '[ء-ي]'", 'document_branding', 'quote_template');
    assert.equal(await count('reminder_schedule where enabled'), 0);
    const held = (await company.api.get<Json>('/quotes?approval=pending')).body;
    assert.equal(held.items.length, 1, 'one quote waits for approval');
    for (const status of ['viewed', 'accepted']) {
      await has(
        `quote q join public_link l on l.record_id = q.id where q.status = '${status}' and view_count > 0`,
      );
    }
    await has("quote where acceptance_method = 'link'", 'quote where changes_requested_at is not null');
    await has('quote_line l join quote q on q.id = l.quote_id where l.optional and l.selected');
    for (const status of ['draft', 'confirmed', 'partly_fulfilled', 'fulfilled', 'cancelled']) {
      await has(`sales_order where status = '${status}'`);
    }
    await has('invoice where order_id is not null', 'invoice where written_off_minor > 0');
    await has(
      "credit_note where status = 'issued' and applied_minor > 0",
      'credit_note where kept_minor > 0',
    );
    await has('customer_credit where payment_id is not null');
    for (const status of ['active', 'trialing', 'paused', 'cancelled']) {
      await has(`subscription where status = '${status}'`);
    }
    await has('subscription_period where invoice_id is not null', "subscription where interval = 'year'");
    assert.equal(await count('subscription where failure is not null'), 0);
    await has("message where status = 'simulated'", 'document_pdf');
    assert.equal(await count("message where status <> 'simulated'"), 0);
    for (const { id, sql } of invariants) {
      assert.deepEqual(await asAdmin(server.database.adminUrl, sql), [], id);
    }
  });

  it('has duplicates to find, and files that open', async () => {
    const found = async (path: string) => JSON.stringify((await company.api.get<Json>(path)).body);
    assert.match(await found('/duplicates?kind=account&by=taxNumber'), /Al-Khatib/);
    assert.match(await found('/duplicates?kind=account&by=domain'), /Lémanique/);
    assert.match(await found('/duplicates?kind=lead&by=email'), /Aubign/);
    assert.match(await found('/duplicates?kind=contact&by=mobile'), /محم/);
    const [at] = await asAdmin<{ kind: string; id: string }>(
      server.database.adminUrl,
      "select record_kind as kind, record_id as id from file where record_kind = 'opportunity' limit 1",
    );
    const { items } = (await company.api.get<Json>(`/files?recordKind=${at?.kind}&recordId=${at?.id}`)).body;
    assert.deepEqual(items.map(({ contentType }: Json) => contentType).sort(), ['image/png', 'text/plain']);
    for (const { id } of items) assert.equal((await company.api.get(`/files/${id}/content`)).status, 200);
    assert.equal(await count("stored_object where state <> 'kept'"), 0);
    const seen = await fileTypeFromBuffer(floorPlan());
    assert.equal(seen?.mime, 'image/png');
  });

  it('has histories in the past, an unbroken audit chain, and told nobody', async () => {
    assert.ok((await count(`opportunity_status_change where at < ${now} - interval '30 days'`)) > 0);
    assert.equal(await count('lead where created_at > updated_at'), 0);
    assert.equal(await count("outbox where type like 'lead.%'"), 0);
    assert.equal((await company.asSystem(verifyAudit)).valid, true);
  });
});
