import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountEndpoints } from '#features/accounts/endpoints.ts';
import { invoiceEndpoints } from '#features/invoices/endpoints.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { documentsIn } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';

let server: TestServer;
let company: TestCompany;
let documents: ReturnType<typeof documentsIn>;

before(async () => {
  const endpoints = [...accountEndpoints, ...quoteEndpoints, ...invoiceEndpoints];
  server = await startTestServer({ endpoints });
  company = await createTestCompany(server);
  documents = documentsIn(company.api, company.nodes.entity.scope);
});
after(() => server?.stop());

async function pdfOf(path: string) {
  return fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${company.apiKey}` } });
}

describe('documents', () => {
  it('a draft quote is a PDF', async () => {
    const quote = await documents.makeQuote();
    const answer = await pdfOf(`/quotes/${quote.id}/pdf`);
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
  });
});
