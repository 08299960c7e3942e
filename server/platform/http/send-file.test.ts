import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestCompany, type TestCompany } from '#test/build/company.ts';
import { startTestServer, type TestServer } from '#test/build/server.ts';
import { endpoint } from './endpoint.ts';
import { contentDisposition } from './send-file.ts';

let server: TestServer;
let company: TestCompany;
let betweenPages: () => Promise<unknown> = async () => {};

const pages = endpoint({
  method: 'GET',
  path: '/test/pages',
  summary: 'Three pages, each read in a transaction of its own.',
  tag: 'test',
  access: 'file',
  capability: 'crm.leads.export',
  async run({ inCall }) {
    async function* chunks() {
      for (const page of ['one', 'two', 'three']) {
        yield `${page} ${await inCall('read', async (call) => call.grants.size > 0)}\n`;
        await betweenPages();
      }
    }
    return { contentType: 'text/plain; charset=utf-8', fileName: 'pages.txt', chunks: chunks() };
  },
});

before(async () => {
  server = await startTestServer({ endpoints: [pages] });
  company = await createTestCompany(server);
});
after(() => server.stop());

test('a file goes on when access changes while it is made, and ends when its reader loses theirs', async () => {
  const member = await company.addMember('sales_manager', company.nodes.branch);
  betweenPages = () => company.addMember('viewer', company.nodes.branch, 'Nina New');
  const whole = await member.api.get('/test/pages');
  assert.deepEqual([whole.status, whole.body], [200, 'one true\ntwo true\nthree true\n']);
  betweenPages = () => company.api.put(`/members/${member.id}/roles`, { assignments: [] });
  // The compressor has let nothing out yet, so the refusal takes the place of the file.
  const refused = await member.api.get('/test/pages');
  assert.deepEqual(
    [refused.status, refused.body.capability, refused.headers.get('content-disposition')],
    [403, 'crm.leads.export', null],
  );
});

test('a file name cannot end its header', () => {
  assert.equal(
    contentDisposition('a"\r\nSet-Cookie: x=1\\é.csv'),
    `attachment; filename="a___Set-Cookie: x=1__.csv"; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D1%5C%C3%A9.csv`,
  );
});
