import type { FastifyInstance } from 'fastify';
import type { Pool } from '../database/database.ts';
import { pendingMigrations } from '../database/migrate.ts';
import { queueSchema } from '../database/roles.ts';
import type { Logger } from '../log/log.ts';

type Check = 'ok' | 'failed';
export type Readiness = { status: 'ready' | 'not_ready'; checks: Record<string, Check> };

const patienceMs = 3_000;
// However often it is asked, the database is asked once a second.
const freshMs = 1_000;

async function within<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${patienceMs} ms.`)), patienceMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function requireCurrent(pool: Pool): Promise<void> {
  const pending = await pendingMigrations(pool);
  if (pending.length > 0) throw new Error(`Migrations are missing: ${pending.join(', ')}.`);
}

/** Says whether this process can serve: the database answers, its migrations are those of this code, jobs can be added. */
export function readiness(pool: Pool, log: Logger): () => Promise<Readiness> {
  const check = async (name: string, work: () => Promise<unknown>): Promise<[string, Check]> => {
    try {
      await within(work());
      return [name, 'ok'];
    } catch (error) {
      log.warn({ err: error, check: name }, 'Not ready.');
      return [name, 'failed'];
    }
  };
  const ask = async (): Promise<Readiness> => {
    const results = await Promise.all([
      check('database', () => pool.query('select 1')),
      check('migrations', () => requireCurrent(pool)),
      check('queue', () => pool.query(`select version from ${queueSchema}.version`)),
    ]);
    const ready = results.every(([, result]) => result === 'ok');
    return { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) };
  };
  let last: { at: number; answer: Promise<Readiness> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > freshMs) last = { at: performance.now(), answer: ask() };
    return last.answer;
  };
}

/** GET /healthz (the process lives) and GET /readyz (it can serve; 503 otherwise). They tell no secret and need no key. */
export function mountHealth(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    const answer = await ready();
    return reply
      .code(answer.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(answer);
  });
}
