import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

const doc = (...content: unknown[]) => ({ type: 'doc', content: [{ type: 'paragraph', content }] });
const mention = (id: string) => ({ type: 'mention', attrs: { id, label: 'whatever' } });
const words = (text: string, ...marks: unknown[]) => ({ type: 'text', text, ...(marks[0] ? { marks } : {}) });

describe('calls, emails, meetings and notes at a record', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let other: TestMember;
  let viewer: TestMember;
  let elsewhere: TestMember;

  before(async () => {
    server = await startWholeServer('2026-03-02T08:00:00Z');
    company = await createTestCompany(server);
    const { branch, otherBranch } = company.nodes;
    rep = await company.addMember('sales_representative', branch, 'Rana Rep');
    other = await company.addMember('sales_manager', branch, 'Omar Other');
    viewer = await company.addMember('viewer', branch, 'Vera Viewer');
    elsewhere = await company.addMember('sales_manager', otherBranch, 'Essa Elsewhere');
  });
  after(() => server?.stop());

  const lead = async (ownerId: string = rep.id): Promise<string> => {
    const { scope } = company.nodes.branch;
    const { body } = await company.api.post('/leads', { firstName: 'Lea', ownerId, scope });
    return body.id;
  };
  const note = (as: TestMember, recordId: string, body: unknown) =>
    as.api.post<Json>('/notes', { recordKind: 'lead', recordId, body });
  const unread = async (member: TestMember): Promise<Json[]> =>
    (await member.api.get('/notifications?unread=true')).body.items;

  it('a note is kept as rich text, with its words beside it, on the timeline once [R180]', async () => {
    const recordId = await lead();
    const link = { type: 'link', attrs: { href: 'https://example.com', target: '_blank' } };
    const made = await note(rep, recordId, doc(words('Wants '), words('this', { type: 'bold' }, link)));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.plainText, 'Wants this');
    assert.deepEqual(made.body.body.content[0].content[1].marks[1], {
      type: 'link',
      attrs: { href: 'https://example.com' },
    });
    const { body } = await rep.api.get(`/leads/${recordId}/timeline`);
    assert.deepEqual(
      body.items.map(({ kind }: Json) => kind),
      ['note', 'created'],
    );
    assert.equal(body.items[0].activity.plainText, 'Wants this');
    const only = await rep.api.get(`/leads/${recordId}/timeline?group=note,call`);
    assert.equal(only.body.items.length, 1);
  });

  it('takes nothing but the allowed nodes, marks and links, and plain text for short', async () => {
    const recordId = await lead();
    const refused: [unknown, string][] = [
      [doc(words('x', { type: 'link', attrs: { href: 'javascript:alert(1)' } })), 'invalid_url'],
      [doc(words('x', { type: 'link', attrs: { href: 'data:text/html,x' } })), 'invalid_url'],
      [{ type: 'doc', content: [{ type: 'image', attrs: { src: 'x' } }] }, 'not_allowed'],
      [doc({ type: 'text', text: 'x', style: 'color:red' }), 'not_allowed'],
      [doc(words('x', { type: 'script' })), 'not_allowed'],
      [doc(words('a\u0000b')), 'invalid_characters'],
      [doc(words('x'.repeat(50_001))), 'too_long'],
      [doc(words('   ')), 'required'],
      ['', 'required'],
      [17, 'invalid_type'],
    ];
    for (const [body, code] of refused) {
      const { status, body: problem } = await note(rep, recordId, body);
      const first = problem.errors?.[0];
      assert.deepEqual(
        [status, first?.path, first?.code],
        [422, 'body', code],
        JSON.stringify(body).slice(0, 80),
      );
    }
    const level = '{"type":"bulletList","content":[{"type":"listItem","content":[';
    const deep = `${level.repeat(14)}{"type":"paragraph"}${']}]}'.repeat(14)}`;
    const sent = `{"recordKind":"lead","recordId":"${recordId}","body":{"type":"doc","content":[${deep}]}}`;
    assert.equal((await rep.api.post('/notes', sent)).status, 422);
    const plain = await note(rep, recordId, 'First\nSecond');
    assert.deepEqual([plain.status, plain.body.body.content.length], [201, 2]);
  });

  it('each member mentioned for the first time is told once; one who may not see the record is refused', async () => {
    const recordId = await lead();
    const made = await note(rep, recordId, doc(words('Ask '), mention(other.id), mention(rep.id)));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.plainText, 'Ask @Omar Other@Rana Rep');
    const told = (await unread(other)).filter(({ record }: Json) => record?.id === recordId);
    assert.deepEqual(
      told.map(({ type, actor, record }: Json) => [type, actor.name, record.title]),
      [['mentioned', 'Rana Rep', 'Lea']],
    );
    assert.equal(
      (await unread(rep)).filter(({ type }) => type === 'mentioned').length,
      0,
      'nobody is told of their own deed',
    );
    await rep.api.patch(`/notes/${made.body.id}`, { body: doc(words('Still '), mention(other.id)) });
    assert.equal((await unread(other)).filter(({ record }: Json) => record?.id === recordId).length, 1);
    const unseen = await note(rep, recordId, doc(mention(elsewhere.id)));
    assert.deepEqual([unseen.status, unseen.body.errors[0].code], [422, 'cannot_see']);
    assert.deepEqual(await unread(elsewhere), []);
  });

  it('writing needs the right to; what somebody else wrote changes only with reach over all [R6]', async () => {
    const mine = await lead();
    const others = await lead(other.id);
    const made = await note(rep, mine, 'Mine');
    assert.equal((await note(viewer, mine, 'Not mine')).status, 403);
    assert.equal((await note(rep, others, 'At a record that I may not see')).status, 422);
    assert.equal((await note(elsewhere, mine, 'From another branch')).status, 422);
    const managers = await note(other, mine, 'From the manager');
    assert.deepEqual(
      [(await rep.api.patch(`/notes/${managers.body.id}`, { body: 'Changed' })).status, managers.status],
      [403, 201],
    );
    assert.equal((await viewer.api.get(`/notes/${made.body.id}`)).status, 200);
    assert.equal((await elsewhere.api.get(`/notes/${made.body.id}`)).status, 404);
    const changed = await other.api.patch(
      `/notes/${made.body.id}`,
      { body: 'Better' },
      { 'if-match': '"1"' },
    );
    assert.deepEqual([changed.status, changed.body.version], [200, 2]);
    const stale = await rep.api.patch(`/notes/${made.body.id}`, { body: 'Late' }, { 'if-match': '"1"' });
    assert.equal(stale.status, 412);
  });

  it('archiving takes it off the timeline, restoring puts it back, each audited once under its own id', async () => {
    const recordId = await lead();
    const { body: made } = await note(rep, recordId, 'Here');
    assert.equal((await rep.api.delete(`/notes/${made.id}`)).status, 200);
    const kinds = async () =>
      (await rep.api.get(`/leads/${recordId}/timeline`)).body.items.map(({ kind }: Json) => kind);
    assert.deepEqual(await kinds(), ['created']);
    assert.equal((await rep.api.patch(`/notes/${made.id}`, { body: 'x' })).status, 409);
    await rep.api.post(`/notes/${made.id}/restore`);
    assert.deepEqual(await kinds(), ['note', 'created']);
    const { body } = await company.api.get(`/audit?recordId=${made.id}`);
    assert.deepEqual(
      body.items.map(({ action }: Json) => action),
      ['activity.restored', 'activity.archived', 'activity.created'],
    );
  });

  it('a call keeps its direction, minutes, outcome and people, and moves their last contact forward [R50]', async () => {
    const recordId = await lead();
    const { scope } = company.nodes.branch;
    const contact = (await company.api.post('/contacts', { firstName: 'Cora', ownerId: rep.id, scope })).body
      .id;
    const call = (more: object) =>
      rep.api.post<Json>('/activities', {
        ...{ recordKind: 'lead', recordId, type: 'call', direction: 'out', durationMinutes: 12 },
        ...{ outcome: 'reached', contactIds: [contact], ...more },
      });
    const made = await call({ at: '2026-03-01T10:00:00Z' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.names[contact], 'Cora');
    await call({ at: '2026-02-01T10:00:00Z' });
    await call({ at: '2026-09-01T10:00:00Z' });
    const { body } = await rep.api.get(`/contacts/${contact}`);
    assert.match(body.lastContactedAt, /^2026-03-01T10:00:00/);
    assert.deepEqual(body.version, 1);
    const bad = await call({ outcome: 'won the lottery' });
    assert.deepEqual([bad.status, bad.body.errors[0].path], [422, 'outcome']);
    const listed = await rep.api.get(`/activities?recordKind=lead&recordId=${recordId}&limit=2`);
    assert.deepEqual([listed.body.items.length, typeof listed.body.nextCursor], [2, 'string']);
    const rest = await rep.api.get(
      `/activities?recordKind=lead&recordId=${recordId}&limit=2&cursor=${listed.body.nextCursor}`,
    );
    assert.deepEqual([rest.body.items.length, rest.body.nextCursor], [1, null]);
  });

  it('moves with its record: the wall of its new place stands around it', async () => {
    const recordId = await lead(other.id);
    const { body: made } = await note(other, recordId, 'Moves along');
    const { scope } = company.nodes.otherBranch;
    await company.api.patch(`/leads/${recordId}`, { scope });
    assert.equal((await other.api.get(`/notes/${made.id}`)).status, 404);
    assert.equal((await elsewhere.api.get(`/notes/${made.id}`)).status, 200);
  });
});
