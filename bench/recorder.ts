import pg from 'pg';

/** One statement that the server sent: its text, its parameters and, once it has answered, its rows. */
export type Statement = { text: string; values: unknown[]; rows: Record<string, unknown>[] };

type Sent = { connectionParameters: { application_name?: string } };
type Query = (this: Sent, text: unknown, values?: unknown, ...rest: unknown[]) => unknown;

let recorded: Statement[] | null = null;

/** Listens at the driver itself, so that what is replayed is what was sent. To be called before the server starts. */
export function listenAtDriver(): void {
  const send = pg.Client.prototype.query as unknown as Query;
  const listening: Query = function (text, values, ...rest) {
    const answer = send.call(this, text, values, ...rest);
    if (recorded && this.connectionParameters.application_name === 'parley' && typeof text === 'string') {
      const statement: Statement = { text, values: Array.isArray(values) ? [...values] : [], rows: [] };
      recorded.push(statement);
      void Promise.resolve(answer).then(
        (result) => {
          statement.rows = (result as pg.QueryResult).rows ?? [];
        },
        () => undefined,
      );
    }
    return answer;
  };
  pg.Client.prototype.query = listening as never;
}

/** The statements that the server sends while `run` runs. */
export async function recordStatements(run: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  recorded = statements;
  try {
    await run();
  } finally {
    recorded = null;
  }
  return statements;
}
