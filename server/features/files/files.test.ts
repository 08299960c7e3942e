import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany, type TestMember } from '#test/build/company.ts';
import { type Upload, uploadTo } from '#test/build/upload.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

const pdf = (words = '') => `%PDF-1.4\n${words}\n%%EOF\n`;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const bytes = (content: Buffer) => new Uint8Array(content);
const windowsProgram = bytes(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]));

describe('[R62] files at records', () => {
  let server: WholeServer;
  let company: TestCompany;
  let rep: TestMember;
  let viewer: TestMember;
  let elsewhere: TestMember;
  let stranger: TestCompany;

  before(async () => {
    server = await startWholeServer('2026-03-02T08:00:00Z');
    company = await createTestCompany(server);
    stranger = await createTestCompany(server, { name: 'Southwind' });
    const { branch, otherBranch } = company.nodes;
    rep = await company.addMember('sales_representative', branch, 'Rana Rep');
    viewer = await company.addMember('viewer', branch, 'Vera Viewer');
    elsewhere = await company.addMember('administrator', otherBranch, 'Essa Elsewhere');
  });
  after(() => server?.stop());

  const lead = async (ownerId: string = rep.id): Promise<string> => {
    const { scope } = company.nodes.branch;
    return (await company.api.post('/leads', { firstName: 'Lea', ownerId, scope })).body.id;
  };
  const add = (as: TestMember, recordId: string, file: Upload, headers?: Record<string, string>) =>
    uploadTo(server.url, as.apiKey, '/files', {
      file,
      fields: { recordKind: 'lead', recordId },
      ...(headers ? { headers } : {}),
    });
  const offer = (words = 'offer'): Upload => ({
    name: 'offer.pdf',
    content: pdf(words),
    type: 'application/pdf',
  });
  const content = async (as: TestMember, id: string, query = '', headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api/v1/files/${id}/content${query}`, {
      headers: { authorization: `Bearer ${as.apiKey}`, ...headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('is kept with what it is, listed, downloaded whole and byte for byte', async () => {
    const recordId = await lead();
    const made = await add(rep, recordId, { ...offer(), name: '../مرفقات/offer\u202e 1.pdf' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { name, contentType, size, preview, number, actor, abilities } = made.body;
    assert.deepEqual(
      [name, contentType, size, preview, number, abilities],
      ['offer 1.pdf', 'application/pdf', pdf('offer').length, 'pdf', 1, { edit: true, delete: true }],
    );
    assert.equal(actor.name, 'Key of Rana Rep');
    const listed = await viewer.api.get(`/files?recordKind=lead&recordId=${recordId}`);
    assert.deepEqual(
      listed.body.items.map(({ id }: Json) => id),
      [made.body.id],
    );
    assert.deepEqual(listed.body.items[0].abilities, { edit: false, delete: false });
    const got = await content(viewer, made.body.id);
    assert.equal(got.text, pdf('offer'));
    assert.equal(got.headers.get('content-length'), String(pdf('offer').length));
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment; filename="offer 1\.pdf"/);
    assert.equal(got.headers.get('x-content-type-options'), 'nosniff');
    assert.match(got.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  });

  it('parts of it are sent as asked, and what it does not have is refused with 416', async () => {
    const { body } = await add(rep, await lead(), { name: 'a.txt', content: '0123456789' });
    const range = (value: string, more = {}) => content(rep, body.id, '', { range: value, ...more });
    const cases: [string, number, string, string | null][] = [
      ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
      ['bytes=7-', 206, '789', 'bytes 7-9/10'],
      ['bytes=-2', 206, '89', 'bytes 8-9/10'],
      ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
      ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
      ['bytes=1-2,4-5', 200, '0123456789', null],
      ['bytes=5-2', 200, '0123456789', null],
      ['chapters=1-2', 200, '0123456789', null],
    ];
    for (const [asked, status, text, contentRange] of cases) {
      const got = await range(asked);
      assert.deepEqual(
        [got.status, got.text, got.headers.get('content-range')],
        [status, text, contentRange],
        asked,
      );
    }
    for (const asked of ['bytes=10-', 'bytes=-0', 'bytes=99-100']) {
      const got = await range(asked);
      assert.deepEqual([got.status, JSON.parse(got.text).code], [416, 'range_not_satisfiable'], asked);
    }
    const etag = (await range('bytes=0-0')).headers.get('etag') ?? '';
    assert.equal((await range('bytes=0-0', { 'if-range': etag })).status, 206);
    assert.equal((await range('bytes=0-0', { 'if-range': '"other"' })).status, 200);
  });

  it('only what can do no harm is shown in the browser, and nothing of it runs', async () => {
    const recordId = await lead();
    const shown = async (file: Upload) => {
      const { body } = await add(rep, recordId, file);
      const got = await content(rep, body.id, '?inline=1');
      return [
        (got.headers.get('content-disposition') ?? '').split(';', 1)[0],
        got.headers.get('content-type'),
        /sandbox/.test(got.headers.get('content-security-policy') ?? ''),
        got.headers.get('x-frame-options'),
      ];
    };
    const frame = 'SAMEORIGIN';
    assert.deepEqual(await shown({ name: 'a.png', content: bytes(png) }), [
      'inline',
      'image/png',
      true,
      frame,
    ]);
    assert.deepEqual(await shown(offer()), ['inline', 'application/pdf', false, frame]);
    const text = 'text/plain; charset=utf-8';
    assert.deepEqual(await shown({ name: 'a.csv', content: 'a,b' }), ['inline', text, true, frame]);
    const saved = 'application/octet-stream';
    const page = { name: 'a.html', content: '<!doctype html><script>alert(1)</script>' };
    assert.deepEqual(await shown(page), ['attachment', saved, true, frame]);
    const drawing = { name: 'a.svg', content: '<svg xmlns="x" onload="alert(1)"/>' };
    assert.deepEqual(await shown(drawing), ['attachment', saved, true, frame]);
  });

  it('disguised files, programs and empty ones are refused by the field, and leave nothing', async () => {
    const recordId = await lead();
    const refused: [Upload, string][] = [
      [{ name: 'invoice.pdf', content: windowsProgram, type: 'application/pdf' }, 'dangerous_file'],
      [{ name: 'setup.exe', content: windowsProgram }, 'dangerous_file'],
      [{ name: 'notes.txt', content: '#!/bin/sh\necho' }, 'dangerous_file'],
      [
        { name: 'photo.png', content: '<html><script>x</script></html>', type: 'image/png' },
        'disguised_file',
      ],
      [{ name: 'photo.png', content: pdf(), type: 'image/png' }, 'disguised_file'],
      [{ name: 'photo.jpg', content: 'not a photo' }, 'disguised_file'],
      [{ name: 'photo.png', content: bytes(png), type: 'application/pdf' }, 'disguised_file'],
      [{ name: 'empty.txt', content: '' }, 'required'],
    ];
    for (const [file, code] of refused) {
      const { status, body } = await add(rep, recordId, file);
      assert.deepEqual(
        [status, body.errors?.[0]?.path, body.errors?.[0]?.code],
        [422, 'file', code],
        file.name,
      );
    }
    const { body } = await rep.api.get(`/files?recordKind=lead&recordId=${recordId}`);
    assert.deepEqual(body.items, []);
  });

  it('what is sent beside it is refused by its field', async () => {
    const recordId = await lead();
    const cases: [Record<string, string>, string, string][] = [
      [{ recordId }, 'recordKind', 'required'],
      [{ recordKind: 'planet', recordId }, 'recordKind', 'not_allowed'],
      [{ recordKind: 'x'.repeat(41), recordId }, 'recordKind', 'too_long'],
      [{ recordKind: 'lead' }, 'recordId', 'required'],
      [{ recordKind: 'lead', recordId: '17' }, 'recordId', 'invalid_format'],
      [{ recordKind: 'lead', recordId: company.orgId }, 'recordId', 'not_found'],
      [{ recordKind: 'lead', recordId, name: 'x' }, 'name', 'unknown_field'],
    ];
    for (const [fields, path, code] of cases) {
      const { status, body } = await uploadTo(server.url, rep.apiKey, '/files', { file: offer(), fields });
      assert.deepEqual([status, body.errors?.[0]?.path, body.errors?.[0]?.code], [422, path, code]);
    }
  });

  it('a new version takes its place and the old one stays to be had', async () => {
    const { body: file } = await add(rep, await lead(), offer('first'));
    const next = await uploadTo(server.url, rep.apiKey, `/files/${file.id}/versions`, {
      file: { name: 'offer 2.pdf', content: pdf('second') },
      headers: { 'if-match': '"1"' },
    });
    assert.equal(next.status, 201, JSON.stringify(next.body));
    assert.deepEqual([next.body.number, next.body.name, next.body.version], [2, 'offer 2.pdf', 2]);
    const { body } = await viewer.api.get(`/files/${file.id}/versions`);
    assert.deepEqual(
      body.items.map(({ number, name }: Json) => [number, name]),
      [
        [2, 'offer 2.pdf'],
        [1, 'offer.pdf'],
      ],
    );
    assert.equal((await content(rep, file.id)).text, pdf('second'));
    const old = await content(rep, file.id, '?version=1');
    assert.deepEqual(
      [old.text, /offer\.pdf/.test(old.headers.get('content-disposition') ?? '')],
      [pdf('first'), true],
    );
    assert.equal((await content(rep, file.id, '?version=3')).status, 404);
    const stale = await uploadTo(server.url, rep.apiKey, `/files/${file.id}/versions`, {
      file: offer(),
      headers: { 'if-match': '"1"' },
    });
    assert.equal(stale.status, 412);
  });

  it('is renamed to what it is, taken away and put back, with each deed in the audit log and on the timeline', async () => {
    const recordId = await lead();
    const { body: file } = await add(rep, recordId, offer());
    const renamed = await rep.api.patch(
      `/files/${file.id}`,
      { name: 'Our offer.pdf' },
      { 'if-match': '"1"' },
    );
    assert.deepEqual([renamed.status, renamed.body.name, renamed.body.version], [200, 'Our offer.pdf', 2]);
    const disguise = await rep.api.patch(`/files/${file.id}`, { name: 'offer.png' });
    assert.deepEqual([disguise.status, disguise.body.errors[0].code], [422, 'disguised_file']);
    const timeline = async () =>
      (await rep.api.get(`/leads/${recordId}/timeline?group=file`)).body.items.map(
        ({ kind, file: of }: Json) => [kind, of.name],
      );
    assert.deepEqual(await timeline(), [['file_added', 'offer.pdf']]);
    assert.equal((await rep.api.delete(`/files/${file.id}`)).status, 200);
    assert.deepEqual(await timeline(), []);
    assert.equal((await rep.api.patch(`/files/${file.id}`, { name: 'x.pdf' })).status, 409);
    const archived = await rep.api.get(`/files?recordKind=lead&recordId=${recordId}&archived=true`);
    assert.equal(archived.body.items.length, 1);
    assert.equal((await rep.api.post(`/files/${file.id}/restore`)).body.archivedAt, null);
    assert.equal((await timeline()).length, 1);
    const { body } = await company.api.get(`/audit?recordId=${file.id}`);
    assert.deepEqual(
      body.items.map(({ action }: Json) => action),
      ['file.restored', 'file.archived', 'file.updated', 'file.created'],
    );
  });

  it('[R6] [R9] other scopes and companies see nothing of it; who may only see may not write', async () => {
    const recordId = await lead();
    const { body: file } = await add(rep, recordId, offer());
    for (const other of [elsewhere, stranger.admin]) {
      assert.equal((await other.api.get(`/files/${file.id}`)).status, 404);
      assert.equal((await other.api.get(`/files/${file.id}/versions`)).status, 404);
      assert.equal((await content(other, file.id)).status, 404);
      assert.equal((await other.api.delete(`/files/${file.id}`)).status, 404);
      assert.equal((await other.api.get(`/files?recordKind=lead&recordId=${recordId}`)).status, 404);
      assert.equal((await add(other, recordId, offer())).status, 422);
    }
    assert.equal((await add(viewer, recordId, offer())).status, 403);
    const others = await lead(company.admin.id);
    assert.equal(
      (await add(rep, others, offer())).status,
      422,
      'a record that a representative does not see',
    );
    const admins = (await add(company.admin, recordId, offer())).body;
    assert.equal((await rep.api.patch(`/files/${admins.id}`, { name: 'x.pdf' })).status, 403);
    assert.equal((await content(rep, admins.id)).status, 200);
  });

  it('moves with its record', async () => {
    const recordId = await lead();
    const { body: file } = await add(rep, recordId, offer());
    await company.api.patch(`/leads/${recordId}`, { scope: company.nodes.otherBranch.scope });
    assert.equal((await content(rep, file.id)).status, 404);
    assert.equal((await content(elsewhere, file.id)).text, pdf('offer'));
  });

  it('[R42] [R46] a converted lead’s files are found at all that it became, by those who see only that', async () => {
    const recordId = await lead();
    const { body: file } = await add(rep, recordId, offer());
    const { body: made } = await rep.api.post(`/leads/${recordId}/convert`, {
      accountName: 'Haddad Trading',
      opportunityName: '40 desks',
      quoteTitle: 'Desks',
    });
    for (const [kind, id] of [
      ['account', made.account.id],
      ['contact', made.contact.id],
      ['opportunity', made.opportunity.id],
    ]) {
      const { body } = await rep.api.get(`/files?recordKind=${kind}&recordId=${id}`);
      assert.deepEqual(
        body.items.map((one: Json) => one.id),
        [file.id],
        kind,
      );
    }
    // A representative sees every account, and only their own leads.
    const colleague = await company.addMember('sales_representative', company.nodes.branch, 'Cole League');
    assert.equal((await colleague.api.get(`/leads/${recordId}`)).status, 404);
    assert.equal((await content(colleague, file.id)).text, pdf('offer'));
  });

  it('sending the same upload again with its key adds one file', async () => {
    const recordId = await lead();
    const key = { 'idempotency-key': 'offer 1' };
    const first = await add(rep, recordId, offer(), key);
    const second = await add(rep, recordId, offer(), key);
    assert.equal(second.body.id, first.body.id);
    const { body } = await rep.api.get(`/files?recordKind=lead&recordId=${recordId}`);
    assert.equal(body.items.length, 1);
  });
});
