import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '#platform/database/id.ts';
import type { Statement } from './recorder.ts';

/** Sends the statements of one request once more, bare; `target` is what the request would have been about. */
export type Replay = (target: string) => Promise<void>;

const isOpening = ({ text }: Statement) => text.startsWith('begin');
const isEnd = ({ text }: Statement) => text === 'commit' || text === 'rollback';

/** The statements that do the work: without those that open, wall and end the transaction. */
export function workOf(statements: readonly Statement[]): Statement[] {
  return statements.filter((statement) => !isOpening(statement) && !isEnd(statement));
}

/** Sets the wall of a recorded transaction for the whole session. */
export async function setWall(connection: pg.Client, statements: readonly Statement[]): Promise<void> {
  const opening = statements.find(isOpening);
  for (const part of opening?.text.split('; ') ?? []) {
    if (part.startsWith('set local ')) await connection.query(part.replace('set local ', 'set '));
  }
}

export function replayReads(connection: pg.Client, statements: readonly Statement[]): Replay {
  const work = workOf(statements);
  return async () => {
    for (const { text, values } of work) await connection.query(text, values);
  };
}

const token = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{64}\b/g;
const instant = /^\d{4}-\d\d-\d\dT/;

const texts = (statements: readonly Statement[]) =>
  statements.flatMap(({ values }) =>
    values.flat().filter((value): value is string => typeof value === 'string'),
  );

const tokensOf = (values: readonly unknown[]) =>
  values
    .flat()
    .flatMap((value) => (typeof value === 'string' ? [...value.matchAll(token)].map(([id]) => id) : []));

/**
 * Ids and hashes that the request made up: another recording of it has others, and they were written before they were
 * read. What it read first was there before, such as the place of the record that it is about.
 */
function madeTokens(one: readonly Statement[], other: readonly Statement[]): string[] {
  const known = new Set(other.flatMap(({ values }) => tokensOf(values)));
  const made = new Set<string>();
  for (const { values, rows } of one) {
    for (const id of tokensOf(values)) if (!known.has(id)) made.add(id);
    for (const id of tokensOf(rows.flatMap((row) => Object.values(row)))) if (!made.has(id)) known.add(id);
  }
  return [...made];
}

/** Numbers of documents: short texts that differ and are neither ids nor times. */
function madeNumbers(one: readonly Statement[], other: readonly Statement[]): string[] {
  const known = new Set(texts(other));
  return [
    ...new Set(
      texts(one).filter((text) => /^[A-Z]+-[\d-]+$/.test(text) && !instant.test(text) && !known.has(text)),
    ),
  ];
}

const fresh = (old: string) => (old.length === 36 ? newId() : randomBytes(32).toString('hex'));

type Head = { position: string | bigint; hash: string };

function headOf(rows: readonly Record<string, unknown>[]): Head | null {
  const [row] = rows;
  return row && 'position' in row && 'hash' in row ? (row as Head) : null;
}

/**
 * Replays a write in a transaction of its own. What the recorded request made up is made up anew and consistently, so
 * that every constraint holds: ids, document numbers, and the place in the audit chain, which continues from the head
 * that the replay itself has read. `first` and `second` are two recordings; `target` replaces that of the first.
 */
export function replayWrites(
  connection: pg.Client,
  first: { statements: readonly Statement[]; target: string },
  second: readonly Statement[],
): Replay {
  const work = workOf(first.statements);
  const tokens = madeTokens(work, workOf(second));
  const numbers = madeNumbers(work, workOf(second));
  let runs = 0;
  return async (target) => {
    runs += 1;
    const run = `${process.pid}-${runs}`;
    const swaps = new Map(tokens.map((old) => [old, fresh(old)]));
    swaps.set(first.target, target);
    for (const number of numbers) swaps.set(number, `${number}-${run}`);
    let shift: bigint | null = null;
    const swapped = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(swapped);
      if (typeof value === 'bigint') return shift === null ? value : value + shift;
      if (typeof value !== 'string') return value;
      const whole = swaps.get(value);
      return whole ?? value.replace(token, (id) => swaps.get(id) ?? id);
    };
    await connection.query('begin');
    for (const { text, values, rows } of work) {
      const answer = await connection.query(text, values.map(swapped));
      const recordedHead = headOf(rows);
      const head = headOf(answer.rows);
      if (recordedHead && head) {
        shift = BigInt(head.position) - BigInt(recordedHead.position);
        swaps.set(recordedHead.hash, head.hash);
      }
    }
    await connection.query('commit');
  };
}
