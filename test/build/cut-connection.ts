import type { Pool, PoolClient } from '#platform/database/database.ts';
import { asAdmin } from './services.ts';

/** Before the statement reaches the database, or after it was done and before its answer arrives. */
export type CutMoment = 'before' | 'after';

export type CuttingPool = {
  pool: Pool;
  /** The n-th statement from now (from 1) loses its connection, at this moment of it. */
  cutAt(statement: number, moment: CutMoment): void;
  /** No more cuts. Returns whether the cut took place, which it does not once n is beyond the last statement. */
  mend(): boolean;
};

type Query = (...given: unknown[]) => Promise<unknown>;

/** A pool whose connections the database ends in the middle of a transaction, at the statement that a test chooses. */
export function cuttingPool(pool: Pool, adminUrl: string): CuttingPool {
  let left = 0;
  let moment: CutMoment = 'before';
  let done = false;
  const end = async (client: PoolClient) => {
    done = true;
    const { processID } = client as unknown as { processID: number };
    await asAdmin(adminUrl, 'select pg_terminate_backend($1, 5000)', [processID]);
  };
  const cut = (client: PoolClient): PoolClient => {
    const query = client.query.bind(client) as unknown as Query;
    const cuttingQuery: Query = async (...given) => {
      if (left > 0) left -= 1;
      const mine = left === 0 && armed();
      if (mine && moment === 'before') await end(client);
      const result = await query(...given);
      if (mine && moment === 'after') {
        await end(client);
        throw new Error('The connection was cut before the answer arrived.');
      }
      return result;
    };
    return new Proxy(client, {
      get(target, name) {
        if (name === 'query') return cuttingQuery;
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  let wanted = false;
  const armed = () => {
    if (!wanted || done) return false;
    wanted = false;
    return true;
  };
  return {
    pool: new Proxy(pool, {
      get(target, name) {
        if (name === 'connect') return async () => cut(await target.connect());
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    cutAt(statement, when) {
      left = statement;
      moment = when;
      done = false;
      wanted = true;
    },
    mend() {
      left = 0;
      wanted = false;
      return done;
    },
  };
}
