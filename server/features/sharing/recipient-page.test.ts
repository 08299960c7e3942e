import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { leadKind } from '#features/leads/kind.ts';
import { quoteEndpoints } from '#features/quotes/endpoints.ts';
import { sendFiles } from '#platform/http/pages.ts';
import { buildServer } from '#platform/http/server.ts';
import { digestOf } from '#test/bad-input/database-digest.ts';
import { createTestCompany } from '#test/build/company.ts';
import { documentsIn } from '#test/build/documents.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { sharingEndpoints } from './endpoints.ts';
import { mountRecipientPage } from './recipient-page.ts';

let server: TestServer;
let url: string;
let token: string;
const ends: (() => unknown)[] = [];

before(async () => {
  assert.equal(leadKind.name, 'lead');
  const endpoints = [...quoteEndpoints, ...sharingEndpoints()];
  server = await startTestServer({ endpoints, role: 'web' });
  ends.unshift(() => server.stop());
  const company = await createTestCompany(server);
  const steps = documentsIn(company.api, company.nodes.entity.scope);
  const { id } = await steps.makeQuote();
  await steps.moveQuote(id, 'sent');
  token = (await company.api.post(`/quotes/${id}/public-link`, {})).body.link.token;
  const dist = mkdtempSync(join(tmpdir(), 'parley-page-'));
  ends.unshift(() => rmSync(dist, { recursive: true }));
  writeFileSync(join(dist, 'recipient.html'), '<!doctype html><title>Page</title>');
  const { services } = server;
  const pages = await buildServer({
    services,
    endpoints: [],
    readSession: services.signIn.readSession,
    requestsPerMinute: 1_000,
    mount: async (app) => {
      await sendFiles(app);
      mountRecipientPage(app, services, dist);
    },
  });
  await pages.listen({ port: 0, host: '127.0.0.1' });
  ends.unshift(() => pages.close());
  url = `http://127.0.0.1:${(pages.server.address() as AddressInfo).port}`;
});
after(async () => {
  for (const end of ends) await end();
});

it('is the same page for every token, whose status says whether the link works; looking changes nothing', async () => {
  const before = await digestOf(server.database.adminUrl);
  const found = await fetch(`${url}/p/${token}`);
  const unknown = await fetch(`${url}/p/nothing`);
  const strange = await fetch(`${url}/p/a/b%00c`);
  const head = await fetch(`${url}/p/${token}`, { method: 'HEAD' });
  assert.deepEqual([found.status, unknown.status, strange.status, head.status], [200, 404, 404, 200]);
  assert.equal(await found.text(), await unknown.text());
  assert.deepEqual(await digestOf(server.database.adminUrl), before);
});

it('is kept, listed and framed by nobody, and runs nothing but its own files', async () => {
  const { headers } = await fetch(`${url}/p/${token}`);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('x-robots-tag'), 'noindex, nofollow, noarchive');
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.ok(!policy.includes('unsafe'));
});
