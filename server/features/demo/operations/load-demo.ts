import { expireQuotes } from '#features/quotes/operations/expire-quotes.ts';
import { switchModule } from '#features/settings/operations/switch-module.ts';
import type { Call } from '#platform/access/call.ts';
import { loadSystem } from '#platform/access/principal.ts';
import { runCall } from '#platform/access/run.ts';
import type { Services } from '#platform/services.ts';
import type { RecordRow } from '#records/kind.ts';
import { addAgreement, agreements } from '../agreements.ts';
import { sendOne } from '../answers.ts';
import type { Customer } from '../billing.ts';
import { addCustomer, addLead, convert } from '../business.ts';
import { addDoubles, doubledLeads } from '../doubles.ts';
import { addTasks } from '../duties.ts';
import { addOrders } from '../orders.ts';
import { addPapers } from '../papers.ts';
import { findViewer, inAppOnly, type Member } from '../people.ts';
import { type Chance, chanceFrom } from '../random.ts';
import { addDeal } from '../sales.ts';
import { addApprovalRules, addPriceBooks } from '../selling.ts';
import type { Setting } from '../setting.ts';
import { furnish } from '../settings.ts';
import { setStage } from '../stage.ts';
import { askColleague } from '../talk.ts';
import { addWaitingQuote } from '../waiting.ts';

export type DemoSize = { leads: number; accounts: number; deals: number };

export const usualDemo: DemoSize = { leads: 2_000, accounts: 500, deals: 200 };

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
        // What is due now is looked for by the clock; the command that loads has no queue for it.
        call.pending.jobs.length = 0;
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

type Known = { setting: Setting; customer: Customer };
type Load = { chance: Chance; work: Work; viewer: Member; anywhere(): Setting };

/** One in so many leads and deals belongs to whoever looks around. */
const viewersShare = 40;

function viewersOwn({ viewer }: Load, setting: Setting, number: number): Setting {
  return number % viewersShare === 0 ? { ...setting, seller: viewer } : setting;
}

/** Accounts with their contacts; one in eight stands below an earlier one of the same branch. */
async function loadCustomers({ chance, work, anywhere }: Load, count: number): Promise<Known[]> {
  const known: Known[] = [];
  await inBatches(work, count, async (call, number) => {
    const setting = anywhere();
    const parents = chance.percent(12)
      ? known.filter((one) => one.setting.place === setting.place && !one.customer.account.parentAccountId)
      : [];
    const parent = parents.length > 0 ? chance.of(parents).customer.account : null;
    known.push({ setting, customer: await addCustomer(call, setting, number, parent) });
  });
  return known;
}

async function loadLeads(load: Load, count: number): Promise<void> {
  const { chance, work, anywhere } = load;
  await inBatches(work, Math.max(0, count - doubledLeads), async (call, number) => {
    const setting = viewersOwn(load, anywhere(), number);
    const lead = await addLead(call, setting, number);
    const convertible = ['contacted', 'qualified'].includes(lead.status as string) && lead.firstName !== null;
    if (convertible && chance.percent(8)) await convert(call, setting, lead, chance.next());
  });
}

async function loadDeals(load: Load, known: readonly Known[], count: number): Promise<RecordRow[]> {
  const deals: RecordRow[] = [];
  await inBatches(load.work, known.length === 0 ? 0 : count, async (call, number) => {
    const { setting, customer } = load.chance.of(known);
    deals.push(await addDeal(call, viewersOwn(load, setting, number), customer, number));
  });
  return deals;
}

/** What people have to do, and what the viewer was told: by colleagues who ask, and who hand a deal over. */
async function loadDuties({ chance, work, viewer }: Load, known: readonly Known[]): Promise<void> {
  const sellers = [...new Map(known.map(({ setting }) => [setting.seller.id, setting.seller])).values()];
  for (const member of [...sellers, viewer]) {
    const own = known.filter(({ setting }) => member === viewer || setting.seller.id === member.id);
    const accounts = own.map(({ customer }) => customer.account);
    await work((call) => addTasks(call, chance, member, accounts));
  }
  await work((call) =>
    inAppOnly(call, viewer, async () => {
      for (const { setting, customer } of known.slice(0, 4)) {
        const about = { recordKind: 'account' as const, recordId: customer.account.id, age: 3 };
        await askColleague(call, setting, about, viewer);
      }
    }),
  );
}

/** Whose prices, orders and subscriptions the demo tells of: some of the first customers. */
const regulars = 20;

/**
 * What a company of some size has beside its deals: prices for some customers, orders that came by telephone, subscriptions
 * with their invoices, a template of quotes, one quote that really went out, and one that waits for approval.
 */
async function loadTrade({ work, viewer }: Load, services: Services, known: readonly Known[]): Promise<void> {
  const some = known.slice(0, regulars);
  const [first] = some;
  if (!first) return;
  const { furniture } = first.setting;
  const accountIds = some.slice(0, 3).map(({ customer }) => customer.account.id);
  await work((call) => addPriceBooks(call, furniture, accountIds));
  await work((call) => addOrders(call, first.setting, first.customer));
  for (const [at, agreement] of agreements.entries()) {
    const { setting, customer } = some[at % some.length]!;
    await work((call) => addAgreement(call, setting, customer, agreement));
  }
  await sendOne(services, work, first.setting, first.customer);
  const waiting = some.find(({ setting }) => setting.seller.id !== viewer.id) ?? first;
  await work(async (call) => {
    await addApprovalRules(call);
    await inAppOnly(call, viewer, () => addWaitingQuote(call, waiting.setting, waiting.customer));
  });
}

/** What nobody answered in time has expired, by the same rule as every hour. */
async function expire(work: Work): Promise<void> {
  let after: string | null = null;
  do {
    const from: string | null = after;
    after = (await work((call) => expireQuotes(call, from))).after;
  } while (after !== null);
}

/**
 * Fills a company with a believable year: what a company sets up, entities in three currencies, branches, members,
 * customers, leads on every point of their way, deals in every stage with their quotes, orders, invoices and payments,
 * subscriptions, what was said and what is to be done. All of it through the operations that people use, each at its own moment of the past, so
 * that every history, number and sum is real.
 */
export async function loadDemo(
  services: Services,
  orgId: string,
  size: DemoSize = usualDemo,
  onStep: (step: string) => void = () => {},
): Promise<void> {
  const chance = chanceFrom(seed);
  onStep('entities, branches and members');
  const founding = await workIn(services, orgId);
  const viewer = await founding(findViewer);
  await founding((call) => switchModule(call, 'subscriptions', true));
  const places = await founding(setStage);
  const work = await workIn(services, orgId);
  const second = places.at(-1)?.currency ?? 'USD';
  const furniture = await work((call) => furnish(call, viewer, second));
  const anywhere = (): Setting => {
    const place = chance.of(places);
    return { chance, place, seller: chance.of(place.sellers), furniture };
  };
  const load: Load = { chance, work, viewer, anywhere };
  onStep(`${size.accounts} accounts`);
  const known = await loadCustomers(load, size.accounts);
  onStep(`${size.leads} leads`);
  await loadLeads(load, size.leads);
  await work((call) => addDoubles(call, anywhere()));
  onStep(`${size.deals} deals`);
  const deals = await loadDeals(load, known, size.deals);
  await expire(work);
  onStep('orders, subscriptions and approvals');
  await loadTrade(load, services, known);
  onStep('tasks, notes and files');
  await loadDuties(load, known);
  const [deal] = deals;
  if (deal) await addPapers(services, work, viewer, { recordKind: 'opportunity', recordId: deal.id });
}
