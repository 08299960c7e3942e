import type { Interval } from '#domain/subscriptions.ts';
import { addDays, today } from '#domain/time-zones.ts';
import { invoiceKind } from '#features/invoices/kind.ts';
import { advanceSubscription } from '#features/subscriptions/operations/advance-subscription.ts';
import { cancelSubscription } from '#features/subscriptions/operations/cancel-subscription.ts';
import { changePrice } from '#features/subscriptions/operations/change-price.ts';
import { createSubscription } from '#features/subscriptions/operations/create-subscription.ts';
import { pauseSubscription } from '#features/subscriptions/operations/pause-subscription.ts';
import { listPeriods } from '#features/subscriptions/queries.ts';
import type { Call } from '#platform/access/call.ts';
import { todayAt } from '#records/entity-calendar.ts';
import { getRecord } from '#records/read-record.ts';
import { type Customer, pay } from './billing.ts';
import { daysAgo } from './people.ts';
import type { Setting } from './setting.ts';

type Agreement = {
  title: string;
  interval: Interval;
  price: number;
  /** How many days ago it was agreed. */
  age: number;
  trialDays?: number;
  later?: 'paused' | 'cancelled' | 'ending' | 'dearer';
};

/** The subscriptions of the demo, in the order in which customers take them. */
export const agreements: readonly Agreement[] = [
  { title: 'Managed network', interval: 'month', price: 290, age: 245 },
  { title: 'Cloud backup', interval: 'month', price: 45, age: 190, later: 'dearer' },
  { title: 'Monitoring around the clock', interval: 'month', price: 120, age: 130 },
  { title: 'صيانة شهرية', interval: 'month', price: 180, age: 100 },
  { title: 'Point-of-sale licence', interval: 'month', price: 75, age: 70 },
  { title: 'Annual support plan', interval: 'year', price: 2_400, age: 400 },
  { title: 'Software maintenance', interval: 'year', price: 1_350, age: 210 },
  { title: 'Security audit', interval: 'quarter', price: 640, age: 160 },
  { title: 'Fleet tracking', interval: 'month', price: 95, age: 12, trialDays: 30 },
  { title: 'Telephone system', interval: 'month', price: 60, age: 5, trialDays: 14 },
  { title: 'Hosted shop', interval: 'month', price: 110, age: 155, later: 'paused' },
  { title: 'Print service', interval: 'month', price: 85, age: 200, later: 'cancelled' },
  { title: 'Leased line', interval: 'month', price: 210, age: 115, later: 'ending' },
];

const mostSteps = 60;
const dayMs = 86_400_000;

/** Its entity, and the next day on which something is due. */
function planOf(call: Call, id: string) {
  return call.database
    .selectFrom('subscription')
    .select(['dueOn', 'entityId'])
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Lets time pass until so many days ago: each period is billed on the day on which it began. */
async function live(call: Call, { seller }: Setting, id: string, until: number): Promise<void> {
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const { dueOn, entityId } = await planOf(call, id);
    const day = await todayAt(call, entityId);
    if (dueOn === null || dueOn > addDays(day, -until)) return;
    const days = (Date.parse(day) - Date.parse(dueOn)) / dayMs;
    // Where the clocks were changed since, so many days ago may have been the evening before.
    const early = (await todayAt(daysAgo(call, days, seller), entityId)) < dueOn;
    await advanceSubscription(daysAgo(call, early ? days - 0.1 : days, seller), id);
  }
}

/** All invoices but the newest are paid, some two weeks after they came. */
async function payInvoices(call: Call, { seller }: Setting, id: string): Promise<void> {
  const { items } = await listPeriods(call, id, { limit: mostSteps, before: null });
  for (const { invoice, startsOn } of items.slice(1)) {
    if (invoice === null) continue;
    const row = await getRecord(call, invoiceKind, (invoice as { id: string }).id);
    const age = (call.now.getTime() - Date.parse(startsOn as string)) / dayMs;
    await pay(call, seller, row, { percent: 100, days: Math.max(0.5, age - 12) });
  }
}

/** One subscription of a customer, from the day on which it was agreed to wherever it stands today. */
export async function addAgreement(
  call: Call,
  setting: Setting,
  { account, contacts }: Customer,
  { title, interval, price, age, trialDays, later }: Agreement,
): Promise<void> {
  const { place, seller } = setting;
  const at = (days: number) => daysAgo(call, days, seller);
  const agreed = at(age);
  const startDate = today(agreed.now, call.timeZone);
  const line = { quantity: '1', unit: interval, taxRate: '19' };
  const { id } = await createSubscription(agreed, {
    scope: place.scope,
    ownerId: seller.id,
    title,
    accountId: account.id,
    contactId: contacts[0]?.id ?? null,
    interval,
    startDate,
    trialEndDate: trialDays === undefined ? null : addDays(startDate, trialDays - 1),
    autoIssue: true,
    lines: [{ ...line, description: title, unitPrice: String(price) }],
  });
  const half = Math.floor(age / 2);
  await live(call, setting, id, half);
  if (later === 'dearer') {
    const lines = [{ ...line, description: title, unitPrice: String(price * 1.2) }];
    await changePrice(at(half), id, { lines }, null);
  }
  const early = later === 'paused' || later === 'cancelled' ? 20 : 0;
  await live(call, setting, id, early);
  if (later === 'paused') await pauseSubscription(at(early), id, {}, null);
  if (later === 'cancelled') {
    await cancelSubscription(at(early), id, { at: 'now', reason: 'Moved to another provider.' }, null);
  }
  if (later === 'ending') await cancelSubscription(at(0), id, { at: 'end', reason: 'Office closes.' }, null);
  await payInvoices(call, setting, id);
}
