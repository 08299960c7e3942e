import { loadMember } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import { newId } from '#platform/database/id.ts';
import { features } from '#server/features.ts';
import { openTestServices } from '#test/build/services.ts';
import { sendQuote } from '../operations/send-quote.ts';

/**
 * Sends a quote as a member and stands still at a point, to be killed there: `prepared`, when the PDF is stored; `inside`,
 * when all is written and not committed; `committed`, before anybody hears of it.
 */
const [appUrl = '', dataDir = '', orgId = '', memberId = '', quoteId = '', point = ''] =
  process.argv.slice(2);
const scheduledId = process.argv[8];
const kinds = features.flatMap((feature) => feature.jobs ?? []).map(({ kind }) => kind);
const services = await openTestServices({ appUrl, kinds, role: 'web', env: { DATA_DIR: dataDir } });
const principal = await loadMember(services.pool, orgId, memberId);
if (!principal) throw new Error('There is no such member.');

const stand = async (reached: string) => {
  if (reached !== point) return;
  process.stdout.write('here\n');
  await new Promise(() => setInterval(() => undefined, 1_000));
};
const inCall: Parameters<typeof sendQuote>[0]['inCall'] = (access, run) =>
  runCall(services, principal, { access, requestId: newId(), checkAccessVersion: false }, run);

await sendQuote(
  {
    services,
    inCall,
    once: async (run) => {
      await stand('prepared');
      const result = await inCall('write', async (call) => {
        const done = await run(call);
        await stand('inside');
        return done;
      });
      await stand('committed');
      return result;
    },
  },
  quoteId,
  { body: {}, ifMatch: null, ...(scheduledId ? { scheduledId } : {}) },
  async () => true,
);
