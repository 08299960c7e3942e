import pg from 'pg';

/** One statement that the server sent: its text, its parameters and, once it has answered, its rows. */
export type Statement = { text: string; values: unknown[]; rows: Record<string, unknown>[] };

type Sent = { connectionParameters: { application_name?: string } };
type Given = string | { text: string; values?: unknown[] };
type Query = (this: Sent, given: Given, ...rest: unknown[]) => unknown;

let recorded: Statement[] | null = null;

function objects({ fields, rows }: pg.QueryArrayResult): Record<string, unknown>[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index]])));
}

/** Listens at the driver itself, so that what is replayed is what was sent. To be called before the server starts. */
export function listenAtDriver(): void {
  const send = pg.Client.prototype.query as unknown as Query;
  const listening: Query = function (given, ...rest) {
    const answer = send.call(this, given, ...rest);
    if (recorded && this.connectionParameters.application_name === 'parley') {
      const { text, values = [] } = typeof given === 'string' ? { text: given } : given;
      const statement: Statement = { text, values: [...values], rows: [] };
      recorded.push(statement);
      void Promise.resolve(answer).then(
        (result) => {
          statement.rows = objects(result as pg.QueryArrayResult);
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
