import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { Json } from '#test/build/api.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { readPdf } from '#test/build/pdf-text.ts';
import { uploadTo } from '#test/build/upload.ts';
import { startWholeServer, type WholeServer } from '#test/stories/whole-server.ts';

let server: WholeServer;
let company: TestCompany;

before(async () => {
  server = await startWholeServer('2026-03-02T08:00:00Z');
  company = await createTestCompany(server);
});
after(() => server?.stop());

const look = { layout: 'classic', language: 'en' };

async function pdf(path: string, body?: object) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${company.apiKey}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function quote(): Promise<Json> {
  const account = await company.api.post('/accounts', {
    name: 'Lind & Sons',
    scope: company.nodes.branch.scope,
  });
  const { body } = await company.api.post('/quotes', {
    title: 'Desks',
    accountId: account.body.id,
    scope: company.nodes.branch.scope,
    lines: [{ description: 'Desk', quantity: '1', unitPrice: '100', taxRate: '0' }],
  });
  return body;
}

test('a template is of the company until an entity has its own, and its texts take their fields from the document', async () => {
  const texts = {
    opening: { en: 'Dear {{customer.contact|customer.name}}, here is {{number}} over {{total}}.' },
  };
  const saved = await company.api.put('/templates/quote', { entityId: null, ...look, texts });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const { entity } = company.nodes;
  const seen = await company.api.get(`/templates?entityId=${entity.id}`);
  const [first] = seen.body.items;
  assert.deepEqual([first.kind, first.inherited, first.layout, first.version], ['quote', true, 'classic', 0]);
  const made = await quote();
  const before = (await readPdf((await pdf(`/quotes/${made.id}/pdf`)).bytes)).text;
  assert.match(before, new RegExp(`Dear Lind & Sons, here is ${made.number} over EUR.100.00`));

  const own = { entityId: entity.id, layout: 'modern', language: 'en', texts: { opening: { en: 'Ours' } } };
  assert.equal((await company.api.put('/templates/quote', own)).body.inherited, false);
  assert.match((await readPdf((await pdf(`/quotes/${made.id}/pdf`)).bytes)).text, /Ours/);
  const back = await company.api.delete(`/templates/quote?entityId=${entity.id}`);
  assert.deepEqual([back.body.inherited, back.body.layout], [true, 'classic']);
});

test('a broken text is refused with its line, when saved and when previewed', async () => {
  const texts = { closing: { en: 'Thanks\n{{nummer}}', ar: '{{number' } };
  const refused = await company.api.put('/templates/invoice', { entityId: null, ...look, texts });
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.body.errors.map((error: Json) => [error.path, error.code, error.params.line]),
    [
      ['texts.closing.en', 'unknown_merge_field', 2],
      ['texts.closing.ar', 'broken_merge_field', 1],
    ],
  );
  const preview = { kind: 'invoice', entityId: null, ...look, texts };
  assert.equal((await pdf('/templates/preview', preview)).status, 422);
});

test('the preview shows each kind in each layout and language, without saving anything', async () => {
  for (const kind of ['quote', 'order', 'invoice', 'credit_note', 'statement']) {
    for (const language of ['en', 'ar', 'both']) {
      const body = { kind, entityId: company.nodes.entity.id, layout: 'compact', language, texts: {} };
      const { status, bytes } = await pdf('/templates/preview', body);
      assert.equal(status, 200, `${kind} ${language}: ${Buffer.from(bytes).toString().slice(0, 300)}`);
    }
  }
  assert.equal((await company.api.get('/templates')).body.items[2].version, 0);
  const glyph = { kind: 'quote', entityId: null, ...look, texts: { opening: { en: 'Hello \u{10A00}' } } };
  const refused = await pdf('/templates/preview', glyph);
  assert.equal(refused.status, 422);
});

function png(): Buffer {
  const crc = (bytes: Buffer) => {
    let sum = ~0;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  };
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    const end = Buffer.alloc(4);
    end.writeUInt32BE(crc(body));
    return Buffer.concat([size, body, end]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const pixel = deflateSync(Buffer.from([0, 20, 90, 160]));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixel),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const upload = (nodeId: string, content: Uint8Array<ArrayBuffer>) =>
  uploadTo(server.url, company.apiKey, `/branding/${nodeId}/logo`, { file: { name: 'logo.png', content } });

test('a logo is a picture by its content; what was sent keeps the one that it was sent with', async () => {
  const { entity } = company.nodes;
  const broken = Buffer.concat([png().subarray(0, 20), Buffer.from('no picture at all')]);
  for (const bytes of [Buffer.from('<svg/>'), broken]) {
    assert.equal((await upload(entity.id, new Uint8Array(bytes))).status, 422);
  }
  const kept = await upload(entity.id, new Uint8Array(png()));
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  const shown = await fetch(server.url + kept.body.logo.url, {
    headers: { authorization: `Bearer ${company.apiKey}` },
  });
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), png());

  const made = await quote();
  await company.api.post(`/quotes/${made.id}/status`, { status: 'sent' });
  const sent = await pdf(`/quotes/${made.id}/pdf`);
  assert.equal((await company.api.delete(`/branding/${entity.id}/logo`)).body.logo, null);
  assert.equal(
    (await company.api.patch(`/branding/${entity.id}`, { footer: { en: 'New footer' } })).status,
    200,
  );
  assert.deepEqual((await pdf(`/quotes/${made.id}/pdf`)).bytes, sent.bytes);
  const next = await quote();
  assert.match((await readPdf((await pdf(`/quotes/${next.id}/pdf`)).bytes)).text, /New footer/);
});

test('only who may change templates changes them, and none of another company', async () => {
  const rosa = await company.addMember('sales_representative', company.nodes.branch);
  const body = { entityId: null, ...look, texts: {} };
  assert.equal((await rosa.api.put('/templates/quote', body)).status, 403);
  const stranger = await createTestCompany(server, { name: 'Stranger' });
  const { id } = company.nodes.entity;
  assert.equal((await stranger.api.get(`/branding/${id}`)).status, 404);
  assert.equal((await stranger.api.put('/templates/quote', { ...body, entityId: id })).status, 404);
  assert.equal((await stranger.api.get(`/branding/${id}/logo`)).status, 404);
});
