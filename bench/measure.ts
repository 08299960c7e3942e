import type pg from 'pg';
import type { Callers } from './callers.ts';
import { openOwner } from './owner.ts';
import { recordStatements, type Statement } from './recorder.ts';
import { type Replay, replayReads, replayWrites, setWall, workOf } from './replay.ts';
import type { Scenario, Targets } from './scenarios.ts';

/** Milliseconds. */
export type Times = { median: number; p95: number };
export type Measured = { name: string; http: Times; bare: Times; statements: number; bytes: number };
/** One operation on one data set, ready to be sent and replayed. */
export type Run = { http(): Promise<void>; bare(): Promise<void>; finish(): Promise<Measured> };

function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { median: at(0.5), p95: at(0.95) };
}

async function timed(samples: number[], run: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await run();
  samples.push(performance.now() - begun);
}

/** A target for each request to come; where there is only one, it serves them all. */
function supply(targets: Targets): () => string {
  let taken = 0;
  return () => {
    if (targets.length <= 1) return targets[0] ?? '';
    const target = targets[taken];
    taken += 1;
    if (target === undefined) throw new Error('There are fewer targets than requests.');
    return target;
  };
}

export type Place = { adminUrl: string; owner: pg.Client; callers: Callers };

async function prepareReplay(
  connection: pg.Client,
  scenario: Scenario,
  record: () => Promise<{ statements: Statement[]; target: string }>,
): Promise<{ replay: Replay; statements: Statement[] }> {
  const first = await record();
  if (scenario.walled) await setWall(connection, first.statements);
  if (first.statements[0]?.text.includes('read only')) {
    return { replay: replayReads(connection, first.statements), statements: first.statements };
  }
  const second = await record();
  return { replay: replayWrites(connection, first, second.statements), statements: first.statements };
}

/** Warms one operation up, records what it sends, and readies both ways of sending it. */
export async function prepareRun(
  { adminUrl, owner, callers }: Place,
  scenario: Scenario,
  warm: number,
): Promise<Run> {
  const client = callers[scenario.caller];
  const next = supply((await scenario.prepare?.(client, owner)) ?? []);
  let bytes = 0;
  const send = async (target = next()) => {
    bytes = (await client.send(scenario.request(target))).length;
  };
  for (let n = 0; n < warm; n += 1) await send();
  const connection = await openOwner(adminUrl, { asAdmin: scenario.walled === true });
  const { replay, statements } = await prepareReplay(connection, scenario, async () => {
    const target = next();
    return { statements: await recordStatements(() => send(target)), target };
  });
  for (let n = 0; n < warm; n += 1) await replay(next());
  const http: number[] = [];
  const bare: number[] = [];
  return {
    http: () => timed(http, () => send()),
    bare: async () => {
      const target = next();
      await timed(bare, () => replay(target));
    },
    finish: async () => {
      await connection.end();
      return {
        name: scenario.name,
        http: timesOf(http),
        bare: timesOf(bare),
        statements: workOf(statements).length,
        bytes,
      };
    },
  };
}
