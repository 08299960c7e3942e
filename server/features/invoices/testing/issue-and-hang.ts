import { loadMember } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { features } from '#server/features.ts';
import { openTestServices } from '#test/build/services.ts';
import { issueInvoice } from '../operations/issue-invoice.ts';

/**
 * Issues invoices one after the other as a member. At the first it stands still at a point, to be killed there: `inside`, when
 * its number is taken and nothing is committed; `committed`, before anybody hears of it; `running` never stands still, and says of each that it is done.
 */
const [appUrl = '', orgId = '', memberId = '', point = '', ...invoiceIds] = process.argv.slice(2);
const kinds = features.flatMap((feature) => feature.jobs ?? []).map(({ kind }) => kind);
const services = await openTestServices({ appUrl, kinds, role: 'web' });
const principal = await loadMember(services.pool, orgId, memberId);
if (!principal) throw new Error('There is no such member.');

const stand = async (reached: string) => {
  if (reached !== point) return;
  process.stdout.write('here\n');
  await new Promise(() => setInterval(() => undefined, 1_000));
};

for (const id of invoiceIds) {
  const options = { access: 'write', requestId: newId(), checkAccessVersion: false } as const;
  await runCall(services, principal, options, async (call) => {
    await issueInvoice(call, id, {}, null);
    await stand('inside');
  });
  await stand('committed');
  if (point === 'running') process.stdout.write('here\n');
}
await services.stop();
