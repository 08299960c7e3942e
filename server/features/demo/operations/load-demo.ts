import type { Call } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { Services } from '#platform/services.ts';
import { addCustomer, addLead, convert, type Setting } from '../business.ts';
import { type Chance, chanceFrom } from '../random.ts';
import { addDeal, type Customer } from '../sales.ts';
import { type Place, setStage } from '../stage.ts';

export type DemoSize = { leads: number; accounts: number; deals: number };

export const usualDemo: DemoSize = { leads: 2_000, accounts: 500, deals: 320 };

const perTransaction = 40;
const seed = 20_261;

type Work = <T>(run: (call: Call) => Promise<T>) => Promise<T>;

/** One transaction as Parley itself. Demo history is no news: nobody is told of it, and no automation starts. */
async function workIn(services: Services, orgId: string): Promise<Work> {
  const principal = await loadSystem(services.pool, orgId, 'Demo');
  return (run) =>
    runCall(
      services,
      principal,
      { access: 'write', requestId: 'demo', checkAccessVersion: false },
      async (call) => {
        const result = await run(call);
        call.pending.events.length = 0;
        return result;
      },
    );
}

async function inBatches(work: Work, count: number, step: (call: Call, number: number) => Promise<void>) {
  for (let from = 0; from < count; from += perTransaction) {
    await work(async (call) => {
      for (let number = from; number < Math.min(count, from + perTransaction); number += 1)
        await step(call, number);
    });
  }
}

function settings(chance: Chance, places: readonly Place[]): () => Setting {
  return () => {
    const place = chance.of(places);
    return { chance, place, seller: chance.of(place.sellers) };
  };
}

/**
 * Fills a company with a believable year: entities in three currencies, branches, members, customers, leads on every point
 * of their way, deals in every stage with their quotes, invoices and payments. All of it through the operations that people
 * use, each at its own moment of the past, so that every history, number and sum is real.
 */
export async function loadDemo(
  services: Services,
  orgId: string,
  size: DemoSize = usualDemo,
  onStep: (step: string) => void = () => {},
): Promise<void> {
  const chance = chanceFrom(seed);
  onStep('entities, branches and members');
  const places = await (await workIn(services, orgId))(setStage);
  const work = await workIn(services, orgId);
  const anywhere = settings(chance, places);
  const customers: { setting: Setting; customer: Customer }[] = [];
  onStep(`${size.accounts} accounts`);
  await inBatches(work, size.accounts, async (call, number) => {
    const setting = anywhere();
    customers.push({ setting, customer: await addCustomer(call, setting, number) });
  });
  onStep(`${size.leads} leads`);
  await inBatches(work, size.leads, async (call, number) => {
    const setting = anywhere();
    const lead = await addLead(call, setting, number);
    const convertible = ['contacted', 'qualified'].includes(lead.status as string) && lead.firstName !== null;
    if (convertible && chance.percent(8)) await convert(call, setting, lead, chance.next());
  });
  onStep(`${size.deals} deals`);
  await inBatches(work, customers.length === 0 ? 0 : size.deals, async (call) => {
    const { setting, customer } = chance.of(customers);
    await addDeal(call, setting, customer);
  });
}
