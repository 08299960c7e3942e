import type { Scope } from '#domain/scope.ts';
import { today } from '#domain/time-zones.ts';
import { addColleague } from '#features/access/operations/add-colleague.ts';
import { changeEntity } from '#features/settings/operations/change-entity.ts';
import { createNode } from '#features/settings/operations/create-node.ts';
import { recordExchangeRate } from '#features/settings/operations/record-exchange-rate.ts';
import type { Call } from '#platform/access/call.ts';
import { nodesOf } from '#records/scope.ts';
import { firstNames, lastNames } from './names.ts';
import { neverMail } from './people.ts';

/** A branch of the demo company, and who works there. */
export type Place = {
  id: string;
  path: string;
  scope: Scope;
  currency: string;
  sellers: { id: string; name: string }[];
};

const foreignEntities = [
  {
    name: 'Parley Demo America',
    currency: 'USD',
    timeZone: 'America/New_York',
    country: 'US',
    branches: ['Boston', 'Seattle'],
  },
  {
    name: 'Parley Demo Levant',
    currency: 'JOD',
    timeZone: 'Asia/Amman',
    country: 'JO',
    branches: ['Amman', 'Aqaba'],
  },
  {
    name: 'Parley Demo Europe',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    branches: ['Berlin', 'Vienna'],
  },
] as const;

const sellersPerBranch = 2;

async function addBranch(call: Call, entityId: string, name: string, currency: string): Promise<Place> {
  const node = await createNode(call, { level: 'branch', name, parentId: entityId });
  return {
    id: node.id,
    path: node.path,
    scope: { level: 'branch', entityId, branchId: node.id },
    currency,
    sellers: [],
  };
}

async function addStaff(call: Call, place: Place, at: number): Promise<void> {
  for (let n = 0; n < sellersPerBranch; n += 1) {
    const index = at * sellersPerBranch + n;
    const name = `${firstNames[index * 3 + 1]} ${lastNames[index * 2 + 3]}`;
    const email = `${name.toLowerCase().replace(' ', '.')}@demo.example`;
    // The first seller of the first branch of an entity leads its sales.
    const roleKey = n === 0 && at % 2 === 0 ? 'sales_manager' : 'sales_representative';
    const id = await addColleague(call, { name, email, roleKey, nodeId: place.id, scopePath: place.path });
    await neverMail(call, { id, name });
    place.sellers.push({ id, name });
  }
}

/**
 * Sets the stage: two more entities with other currencies beside the company's own, two branches each, a dozen members, and
 * the exchange rates of the year's first day.
 */
export async function setStage(call: Call): Promise<Place[]> {
  const [home] = [...(await nodesOf(call)).values()].filter(({ level }) => level === 'entity');
  const root = [...(await nodesOf(call)).values()].find(({ level }) => level === 'organisation')!;
  const foreign = foreignEntities.filter(({ currency }) => currency !== call.currency).slice(0, 2);
  const places: Place[] = [];
  if (home) {
    for (const branch of ['North', 'South'])
      places.push(await addBranch(call, home.id, branch, call.currency));
  }
  for (const { name, currency, timeZone, country, branches } of foreign) {
    const entity = await createNode(call, { level: 'entity', name, parentId: root.id });
    await changeEntity(
      call,
      entity.id,
      {
        currency,
        timeZone,
        address: { street: null, city: branches[0], region: null, postalCode: null, country },
      },
      null,
    );
    for (const branch of branches) places.push(await addBranch(call, entity.id, branch, currency));
    const year = today(call.now, call.timeZone).slice(0, 4);
    const rate = { USD: '1.08', JOD: '0.77', EUR: '0.92' }[currency];
    await recordExchangeRate(call, { date: `${year}-01-01`, from: call.currency, to: currency, rate });
  }
  for (const [at, place] of places.entries()) await addStaff(call, place, at);
  return places;
}
