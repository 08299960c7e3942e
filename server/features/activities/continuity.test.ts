import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

/** A lead with all that it can carry, converted; everything that was known of it is asked for where it went. */
describe('a converted lead goes on, with nothing lost [R42] [R46]', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let campaignId: string;
  let lead: Json;
  let made: { lead: Json; account: Json; contact: Json; opportunity: Json; quote: Json };
  const written: string[] = [];

  const fields = {
    firstName: 'Lina',
    lastName: 'Haddad',
    companyName: 'Haddad Trading',
    email: 'lina@haddad.example',
    phone: '+962 79 123 4567',
    jobTitle: 'Head of buying',
    source: 'referral',
    tags: ['fair', 'vip'],
  };

  before(async () => {
    server = await startWholeServer('2026-03-02T08:00:00Z');
    company = await createTestCompany(server);
    rep = await company.addMember('sales_representative', company.nodes.branch, 'Rana Rep');
    const { scope } = company.nodes.branch;
    campaignId = (await company.api.post('/campaigns', { name: 'Spring fair', scope })).body.id;
    const created = await rep.api.post('/leads', { ...fields, scope, campaignId, quality: 'hot' });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    lead = created.body;
    await writeDown('note', 'Asked for 40 desks');
    await writeDown('call', 'Called her back');
    await writeDown('email', 'Sent the price list');
    await writeDown('meeting', 'Met at the fair');
    const agreed = { channel: 'email', state: 'granted', source: 'Fair' };
    assert.ok((await rep.api.post(`/leads/${lead.id}/consent`, agreed)).status < 300);
    await rep.api.post(`/leads/${lead.id}/status`, { status: 'qualified' });
    server.clock.advance(60_000);
    const converted = await rep.api.post(`/leads/${lead.id}/convert`, {
      accountName: 'Haddad Trading',
      opportunityName: '40 desks',
      quoteTitle: 'Desks',
    });
    assert.equal(converted.status, 200, JSON.stringify(converted.body));
    made = converted.body;
  });
  after(() => server?.stop());

  async function writeDown(type: string, subject: string): Promise<void> {
    server.clock.advance(60_000);
    const answer = await rep.api.post('/activities', {
      ...{ recordKind: 'lead', recordId: lead.id, type, subject, body: `${subject}, in full.` },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    written.unshift(answer.body.id);
  }

  const heirs = () =>
    [
      ['accounts', made.account.id],
      ['contacts', made.contact.id],
      ['opportunities', made.opportunity.id],
    ] as const;

  it('its fields stand on the contact and the account', () => {
    const { firstName, lastName, email, phone, jobTitle, source, tags } = made.contact;
    const { companyName, ...own } = fields;
    assert.deepEqual({ firstName, lastName, email, phone, jobTitle, source, tags }, own);
    assert.deepEqual([made.account.name, made.account.tags], [companyName, fields.tags]);
    const owners = [made.account, made.contact, made.opportunity, made.quote].map(({ ownerId }) => ownerId);
    assert.deepEqual(new Set(owners), new Set([rep.id]));
    assert.deepEqual(
      [made.opportunity.leadId, made.opportunity.accountId, made.opportunity.contactId],
      [lead.id, made.account.id, made.contact.id],
    );
  });

  it('its campaign is that of the contact and of the opportunity', () => {
    assert.deepEqual([made.contact.campaignId, made.opportunity.campaignId], [campaignId, campaignId]);
  });

  it('its timeline, item by item, continues on each of the three, and says where it comes from', async () => {
    const past = (await rep.api.get(`/leads/${lead.id}/timeline`)).body.items;
    assert.equal(past.length, 8, 'created, four activities, consent, qualified, converted');
    for (const [path, id] of heirs()) {
      const { body } = await rep.api.get(`/${path}/${id}/timeline`);
      const ofLead = body.items.filter(({ record }: Json) => record.kind === 'lead');
      assert.deepEqual(ofLead, past, path);
      assert.ok(ofLead.every(({ record }: Json) => record.id === lead.id));
      assert.ok(
        body.items.some(({ record }: Json) => record.id === id),
        'and its own begins',
      );
    }
  });

  it('its notes, calls, emails and meetings are listed and filtered there, in full', async () => {
    for (const [path, recordId] of heirs()) {
      const recordKind = { accounts: 'account', contacts: 'contact', opportunities: 'opportunity' }[path];
      const query = `recordKind=${recordKind}&recordId=${recordId}`;
      const { body } = await rep.api.get(`/activities?${query}`);
      assert.deepEqual(
        body.items.map(({ id }: Json) => id),
        written,
      );
      const notes = (await rep.api.get(`/notes?${query}`)).body.items;
      assert.deepEqual(
        notes.map(({ plainText }: Json) => plainText),
        ['Asked for 40 desks, in full.'],
      );
      const calls = (await rep.api.get(`/${path}/${recordId}/timeline?group=call`)).body.items;
      assert.deepEqual(
        calls.map(({ activity }: Json) => activity.subject),
        ['Called her back'],
      );
    }
  });

  it('what is written about the lead afterwards shows there too', async () => {
    await writeDown('note', 'She likes oak');
    const { body } = await rep.api.get(`/opportunities/${made.opportunity.id}/timeline?group=note`);
    assert.equal(body.items[0].activity.subject, 'She likes oak');
  });

  it('what she agreed to as a lead holds for the contact, on the same address', async () => {
    assert.equal(made.contact.emailOptIn, true);
    const about = `/contacts/${made.contact.id}/consent`;
    const [entry] = (await rep.api.get(about)).body.items.filter(({ channel }: Json) => channel === 'email');
    assert.deepEqual([entry.state, entry.address], ['granted', fields.email]);
  });

  it('the lead itself is still there, converted, and leads to all four', async () => {
    const { body } = await rep.api.get(`/leads/${lead.id}`);
    assert.equal(body.status, 'converted');
    assert.deepEqual(
      [body.convertedAccountId, body.convertedContactId, body.convertedOpportunityId, body.convertedQuoteId],
      [made.account.id, made.contact.id, made.opportunity.id, made.quote.id],
    );
  });
});
