import { parseArgs } from 'node:util';
import { createLog } from '#platform/log/log.ts';
import { openCallers } from './callers.ts';
import { makeOnce, openDataSet } from './data-set.ts';
import { measureDocuments } from './documents.ts';
import { measureImports } from './imports.ts';
import { type Measured, type Place, prepareRun } from './measure.ts';
import { openOwner } from './owner.ts';
import { listenAtDriver } from './recorder.ts';
import { type Rounds, table, writeResults } from './report.ts';
import { type Scenario, scenarios } from './scenarios.ts';

// npm run bench [-- --leads 10000,1000000] [--only <part of a name>] [--rounds 40]
// Writes bench/RESULTS.md when everything was measured.
// npm run bench -- imports [--rows 100000]: what bringing in a file costs.
// npm run bench -- documents [--documents 500]: what PDFs cost.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '100000' },
    documents: { type: 'string', default: '500' },
    leads: { type: 'string', default: '10000,1000000' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '40' },
  },
});
if (positionals[0] === 'imports') {
  await measureImports(Number(values.rows));
  process.exit();
}
if (positionals[0] === 'documents') {
  await measureDocuments(Number(values.documents));
  process.exit();
}

const sizes = values.leads.split(',').map(Number);
const chosen = scenarios.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
const rounds: Rounds = { warm: 30, rounds: Number(values.rounds), perRound: 5 };

type Opened = Place & { leads: number; postgres: string; close(): Promise<void> };

/** The whole server on the data set with this many leads, and those who will call it. */
async function open(leads: number): Promise<Opened> {
  const dataSet = await openDataSet(leads);
  const { config, database } = dataSet;
  const { startServer } = await import('#server/main.ts');
  const log = createLog({ level: config.logLevel });
  const server = await startServer({ config, log, databaseUrl: database.appUrl, role: 'web' });
  const owner = await openOwner(database.adminUrl);
  const callers = await openCallers(dataSet, owner, server.url.replace('localhost', '127.0.0.1'));
  const { rows } = await owner.query<{ server_version: string }>('show server_version');
  const close = async () => {
    for (const client of Object.values(callers)) client.close();
    await owner.end();
    await server.stop();
    await dataSet.close();
  };
  return {
    leads,
    adminUrl: database.adminUrl,
    owner,
    callers,
    postgres: rows[0]?.server_version ?? '',
    close,
  };
}

/** All data sets take turns in each round, HTTP and bare: whatever else the machine does meets all of them. */
async function measure(places: readonly Opened[], scenario: Scenario): Promise<Measured[]> {
  const runs = [];
  for (const place of places) runs.push(await prepareRun(place, scenario, rounds.warm));
  for (let round = 0; round < rounds.rounds; round += 1) {
    for (const run of runs) {
      for (let n = 0; n < rounds.perRound; n += 1) await run.http();
      for (let n = 0; n < rounds.perRound; n += 1) await run.bare();
    }
  }
  const measured = [];
  for (const run of runs) measured.push(await run.finish());
  return measured;
}

listenAtDriver();
const places: Opened[] = [];
const bySize = new Map<number, Measured[]>(sizes.map((leads) => [leads, []]));
try {
  for (const leads of sizes) await makeOnce(leads);
  for (const leads of sizes) places.push(await open(leads));
  for (const scenario of chosen) {
    for (const [index, one] of (await measure(places, scenario)).entries()) {
      const leads = sizes[index] ?? 0;
      bySize.get(leads)?.push(one);
      console.log(
        `${one.name}, ${leads.toLocaleString('en')}: ${one.http.median.toFixed(2)} ms, bare ${one.bare.median.toFixed(2)} ms in ${one.statements}, ${(one.http.median / one.bare.median).toFixed(2)}×`,
      );
    }
  }
  console.log(`\n${table(bySize)}`);
  const whole = chosen.length === scenarios.length && sizes.length > 1;
  if (whole) writeResults(bySize, places[0]?.postgres ?? '', rounds);
} finally {
  for (const place of places) await place.close();
}
process.exit(0);
