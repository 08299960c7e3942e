import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '#domain/problems.ts';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { contactEndpoints } from '#features/contacts/endpoints.ts';
import { fileEndpoints } from '#features/files/endpoints.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { opportunityEndpoints } from '#features/opportunities/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { quoteKind } from '#features/quotes/kind.ts';
import { settingsEndpoints } from '#features/settings/endpoints.ts';
import type { Call } from '#platform/access/call.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { lockRecord } from '#records/read-record.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { bodyOf, consulting, documentsIn, type QuoteWire, type Refusal } from '#test/build/documents.ts';
import { type ReadPdf, readPdf } from '#test/build/pdf-text.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { asAdmin } from '#test/build/services.ts';
import { keepPdf } from './operations/keep-pdf.ts';
import { type PdfContext, preparePdf } from './operations/prepare-pdf.ts';
import { listSnapshots } from './queries.ts';

let server: TestServer;
let company: TestCompany;
let documents: ReturnType<typeof documentsIn>;
let accountId: string;

before(async () => {
  server = await startTestServer({
    endpoints: [
      ...settingsEndpoints,
      ...accountEndpoints,
      ...contactEndpoints,
      ...opportunityEndpoints,
      ...fileEndpoints,
      ...quoteEndpoints,
      ...invoiceEndpoints,
    ],
  });
  company = await createTestCompany(server);
  documents = documentsIn(company.api, company.nodes.entity.scope);
  accountId = await documents.make('/accounts', {
    name: 'Acme Trading',
    taxNumber: 'DE9',
    address: { city: 'Hamburg', country: 'DE' },
  });
});
after(() => server?.stop());

type Got = { status: number; headers: Headers; bytes: Uint8Array; body: Refusal };

async function send(path: string, body?: object, key = company.apiKey): Promise<Got> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const problem = answer.headers.get('content-type')?.includes('json');
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    body: problem ? JSON.parse(Buffer.from(bytes).toString()) : {},
  };
}

async function pdfOf(path: string, body?: object): Promise<ReadPdf & { bytes: Uint8Array }> {
  const { status, bytes, body: problem } = await send(path, body);
  assert.equal(status, 200, JSON.stringify(problem));
  return { ...(await readPdf(bytes)), bytes };
}

/** The way of whoever sends a document, with or without a request. */
async function asSender(): Promise<PdfContext> {
  const principal = await company.admin.principal();
  return {
    services: server.services,
    inCall: (access, run) => runCall(server.services, principal, { access, requestId: newId() }, run),
  };
}

async function sendByPdf(context: PdfContext, id: string) {
  const prepared = await preparePdf(context, 'quote', id);
  return context.inCall('write', async (call) => {
    const row = await lockRecord(call, quoteKind, id);
    return { prepared, ...(await keepPdf(call, { kind: quoteKind, row }, prepared)) };
  });
}

describe('the PDF of a draft', () => {
  it('says what the draft says, that it is one, and is named by its number [R112]', async () => {
    const quote = await documents.makeQuote({
      accountId,
      validUntil: '2030-04-09',
      discountType: 'percent',
      discountValue: '5',
    });
    const answer = await send(`/quotes/${quote.id}/pdf`);
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      new RegExp(`^attachment; filename="${quote.number}.pdf"`),
    );
    assert.match(answer.headers.get('etag') ?? '', /^"[0-9a-f]{64}"$/);
    const { text, info } = await readPdf(answer.bytes);
    for (const said of [
      'Quote',
      String(quote.number),
      'Website',
      'Acme Trading',
      'Hamburg',
      'Germany',
      'Tax no. DE9',
      '9 April 2030',
      'Consulting',
      '2 day',
      '500.00',
      '19%',
      'Subtotal 1,000.00',
      'Discount 5% -50.00',
      'Tax 19% on 950.00 180.50',
      'EUR 1,130.50',
      'Draft',
      'Page 1 of 1',
    ])
      assert.ok(text.includes(said), `${said} in ${text}`);
    assert.equal(info.Title, `Quote ${quote.number}: Website`);
    assert.equal(info.Author, 'Northwind');
  });

  it('is shown in the browser on request, and in another language', async () => {
    const { id } = await documents.makeQuote({ accountId });
    const shown = await send(`/quotes/${id}/pdf?inline=1&language=ar`);
    assert.match(shown.headers.get('content-disposition') ?? '', /^inline/);
    const { text, language } = await readPdf(shown.bytes);
    assert.equal(language, 'ar');
    for (const word of ['عرض', 'الإجمالي', 'الوصف', 'الكمية', 'مسودة', 'ألمانيا'])
      assert.ok(text.includes(word), word);
    assert.ok(text.includes('1,190.00'));
    const both = await pdfOf(`/quotes/${id}/pdf?language=both`);
    for (const word of ['Total', 'الإجمالي', 'Description', 'الوصف'])
      assert.ok(both.text.includes(word), word);
    assert.equal((await send(`/quotes/${id}/pdf?language=fr`)).status, 422);
  });

  it('never shows what is for the house alone: notes, costs', async () => {
    const secrets = { internalNote: 'Margin is sixty percent' };
    const lines = [{ ...consulting, unitCost: '123.45' }];
    const quote = await documents.makeQuote({ accountId, ...secrets, lines, customerNote: 'See you soon' });
    const invoice = await documents.makeInvoice({ accountId, ...secrets, lines });
    for (const path of [`/quotes/${quote.id}/pdf`, `/invoices/${invoice.id}/pdf`]) {
      for (const language of ['en', 'ar', 'both']) {
        const { text, metadata } = await pdfOf(`${path}?language=${language}`);
        for (const secret of ['Margin', '123.45', '123.4'])
          assert.ok(!(text + metadata).includes(secret), secret);
      }
    }
    assert.ok((await pdfOf(`/quotes/${quote.id}/pdf`)).text.includes('See you soon'));
    bodyOf(await documents.moveQuote(quote.id, 'sent'));
    bodyOf(await documents.issue(invoice.id));
    const kept = await asAdmin<{ content: unknown }>(
      server.database.adminUrl,
      'select content from document_snapshot where record_id = any ($1)',
      [[quote.id, invoice.id]],
    );
    assert.equal(kept.length, 2);
    assert.doesNotMatch(JSON.stringify(kept), /Margin|123\.45|unitCost|internalNote|productId|ownerId/);
  });

  it('refuses a character that no font has, naming field and character [pain 29]', async () => {
    const lines = [consulting, { ...consulting, description: 'Pencil ✏ and 中' }];
    const quote = await documents.makeQuote({ accountId, title: 'Tools 中', lines });
    const { status, body } = await send(`/quotes/${quote.id}/pdf`);
    const errors = body.errors as Problem['data']['errors'];
    assert.equal(status, 422);
    assert.deepEqual(errors?.map(({ path, code, params }) => `${path} ${code} ${params?.character}`).sort(), [
      'lines.1.description unprintable ✏',
      'lines.1.description unprintable 中',
      'title unprintable 中',
    ]);
  });

  it('is found only by whoever sees the document', async () => {
    const { id } = await documents.makeQuote({ accountId });
    const sibling = await company.addMember('administrator', company.nodes.otherEntity, 'Sid');
    assert.equal((await send(`/quotes/${id}/pdf`, undefined, sibling.apiKey)).status, 404);
    assert.equal((await send(`/quotes/${newId()}/pdf`)).status, 404);
  });
});

describe('a preview', () => {
  it('is what saving would print, and saves nothing', async () => {
    const scope = company.nodes.entity.scope;
    const count = async () =>
      (
        await asAdmin<{ rows: string }>(
          server.database.adminUrl,
          'select (select count(*) from quote) + (select count(*) from quote_line) + (select count(*) from outbox) as rows',
        )
      )[0]?.rows;
    const before = await count();
    const { text } = await pdfOf('/quotes/preview', {
      scope,
      accountId,
      lines: [{ ...consulting, quantity: '3' }],
    });
    assert.ok(text.includes('EUR 1,785.00') && text.includes('Acme Trading') && text.includes('Draft'), text);
    assert.equal(await count(), before);
    const first = await documents.makeQuote({ accountId });
    const changed = await pdfOf('/quotes/preview', {
      id: first.id,
      title: 'Changed',
      lines: [{ ...consulting, quantity: 7 }],
    });
    assert.ok(
      changed.text.includes('Changed') &&
        changed.text.includes('EUR 4,165.00') &&
        changed.text.includes(String(first.number)),
    );
    const after = await documents.getQuote(first.id);
    assert.deepEqual([after.title, after.total, after.version], ['Website', '1190.00', first.version]);
    const saved = bodyOf(
      await company.api.patch<QuoteWire>(`/quotes/${first.id}`, {
        title: 'Changed',
        lines: [{ ...consulting, quantity: 7 }],
      }),
    );
    assert.deepEqual((await send(`/quotes/${saved.id}/pdf`)).bytes, changed.bytes);
  });

  it('does not take a number that the next quote would miss', async () => {
    const one = await documents.makeQuote();
    await Promise.all(
      [1, 2, 3].map(() => pdfOf('/quotes/preview', { scope: company.nodes.entity.scope, title: 'Preview' })),
    );
    const two = await documents.makeQuote();
    const last = (number: string) => Number(number.split('-').at(-1));
    assert.equal(last(two.number), last(one.number) + 1);
  });

  it('refuses what saving refuses, by the same field', async () => {
    const lines = [{ ...consulting, quantity: '0' }];
    const refused = await send('/quotes/preview', { lines });
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.path], [422, 'lines.0.quantity']);
    const without = await send('/invoices/preview', { lines: [consulting] });
    assert.deepEqual([without.status, without.body.errors?.[0]?.path], [422, 'accountId']);
    const sent = await documents.makeQuote({ accountId });
    bodyOf(await documents.moveQuote(sent.id, 'sent'));
    assert.equal((await send('/quotes/preview', { id: sent.id, title: 'Late' })).status, 409);
    const viewer = await company.addMember('viewer', company.nodes.entity, 'Vera');
    assert.equal((await send('/quotes/preview', { title: 'No' }, viewer.apiKey)).status, 403);
  });

  it('shows an invoice before it is saved', async () => {
    const { text } = await pdfOf('/invoices/preview', {
      scope: company.nodes.entity.scope,
      accountId,
      lines: [consulting],
      invoiceDate: '2026-03-10',
    });
    for (const said of ['Invoice', 'Bill to', '10 March 2026', 'Amount due', 'EUR 1,190.00', 'Draft'])
      assert.ok(text.includes(said), said);
  });
});

describe('what was sent or issued', () => {
  const change = async () => {
    const { entity } = company.nodes;
    bodyOf(
      await company.api.patch(`/settings/entities/${entity.id}`, {
        accentColour: '#aa0000',
        legalName: 'Changed GmbH',
        bankDetails: 'Other bank',
      }),
    );
    bodyOf(
      await company.api.patch(`/accounts/${accountId}`, {
        name: 'Renamed Trading',
        address: { city: 'Bremen' },
      }),
    );
  };
  const back = async () => {
    const { entity } = company.nodes;
    bodyOf(
      await company.api.patch(`/settings/entities/${entity.id}`, {
        accentColour: null,
        legalName: null,
        bankDetails: null,
      }),
    );
    bodyOf(
      await company.api.patch(`/accounts/${accountId}`, {
        name: 'Acme Trading',
        address: { city: 'Hamburg' },
      }),
    );
  };

  it('stays the same PDF to the byte, whatever changes afterwards [pain 24]', async () => {
    const quote = await documents.makeQuote({ accountId });
    const invoice = await documents.makeInvoice({ accountId });
    const unseen = await documents.makeInvoice({ accountId });
    bodyOf(await documents.moveQuote(quote.id, 'sent'));
    const issued = bodyOf(await documents.issue(invoice.id));
    bodyOf(await documents.issue(unseen.id));
    const paths = [`/quotes/${quote.id}/pdf`, `/invoices/${invoice.id}/pdf`];
    const before = await Promise.all(paths.map((path) => send(path)));
    await change();
    const after = await Promise.all(paths.map((path) => send(`${path}?language=ar`)));
    assert.deepEqual(
      after.map(({ bytes }) => bytes),
      before.map(({ bytes }) => bytes),
    );
    const [, paper] = after;
    const { text } = await readPdf(paper!.bytes);
    assert.ok(text.includes(issued.number) && text.includes('Acme Trading') && !text.includes('Draft'));
    assert.match(paper!.headers.get('content-disposition') ?? '', new RegExp(`${issued.number}.pdf`));
    // Nobody had asked for this one before the change.
    const late = await pdfOf(`/invoices/${unseen.id}/pdf`);
    assert.ok(
      late.text.includes('Acme Trading') &&
        !late.text.includes('Changed') &&
        !late.text.includes('Other bank'),
    );
    bodyOf(await documents.moveQuote(quote.id, 'accepted'));
    assert.deepEqual((await send(paths[0]!)).bytes, before[0]!.bytes);
    await back();
  });

  it('many who ask at once for a PDF that was never made get one', async () => {
    const invoice = await documents.makeInvoice({ accountId });
    bodyOf(await documents.issue(invoice.id));
    const all = await Promise.all(Array.from({ length: 20 }, () => send(`/invoices/${invoice.id}/pdf`)));
    assert.equal(new Set(all.map(({ headers }) => headers.get('etag'))).size, 1);
    const kept = await asAdmin(server.database.adminUrl, 'select from document_pdf where record_id = $1', [
      invoice.id,
    ]);
    assert.equal(kept.length, 1);
  });

  it('is prepared outside and kept inside a transaction: snapshot, file at the record, the same bytes', async () => {
    const context = await asSender();
    const quote = await documents.makeQuote({ accountId });
    const { pdfFileId, prepared, snapshot } = await sendByPdf(context, quote.id);
    assert.deepEqual(
      [snapshot.number, snapshot.fileId, snapshot.contentSha256],
      [1, pdfFileId, prepared.contentSha256],
    );
    bodyOf(await documents.moveQuote(quote.id, 'sent'));
    const { items } = bodyOf(
      await company.api.get<{ items: { id: string; name: string; contentType: string; sha256: string }[] }>(
        `/files?recordKind=quote&recordId=${quote.id}`,
      ),
    );
    assert.deepEqual(
      items.map(({ id, name, contentType, sha256 }) => [id, name, contentType, sha256]),
      [[pdfFileId, `${quote.number}.pdf`, 'application/pdf', prepared.sha256]],
    );
    const [file, paper] = [await send(`/files/${pdfFileId}/content`), await send(`/quotes/${quote.id}/pdf`)];
    assert.deepEqual(file.bytes, paper.bytes);
    // Sent again: nothing new is kept.
    const again = await sendByPdf(context, quote.id);
    assert.deepEqual(
      [again.pdfFileId, again.snapshot.id, again.prepared.key],
      [pdfFileId, snapshot.id, prepared.key],
    );
    assert.equal((await context.inCall('read', (call) => listSnapshots(call, quote.id))).length, 1);
  });

  it('is refused where the draft changed while its PDF was made', async () => {
    const context = await asSender();
    const quote = await documents.makeQuote({ accountId });
    const prepared = await preparePdf(context, 'quote', quote.id);
    bodyOf(await company.api.patch(`/quotes/${quote.id}`, { title: 'Changed meanwhile' }));
    await assert.rejects(
      context.inCall('write', async (call) => {
        const row = await lockRecord(call, quoteKind, quote.id);
        return keepPdf(call, { kind: quoteKind, row }, prepared);
      }),
      { code: 'stale_version' },
    );
    assert.deepEqual(await context.inCall('read', (call) => listSnapshots(call, quote.id)), []);
  });

  it('cannot be changed or removed by the application', async () => {
    const quote = await documents.makeQuote({ accountId });
    bodyOf(await documents.moveQuote(quote.id, 'sent'));
    const statements: ((call: Call) => Promise<unknown>)[] = [
      ({ database }) => database.deleteFrom('documentSnapshot').where('recordId', '=', quote.id).execute(),
      ({ database }) =>
        database
          .updateTable('documentSnapshot')
          .set({ content: '{}' })
          .where('recordId', '=', quote.id)
          .execute(),
    ];
    for (const statement of statements)
      await assert.rejects(company.asSystem(statement), /permission denied/);
  });
});
