import type pg from 'pg';
import { startProblem } from '../config/start-problem.ts';

/** PostgreSQL would not let this user do it. */
export function isRefusal(error: unknown): boolean {
  return ['42501', '0LP01'].includes((error as { code?: string }).code ?? '');
}

/** Somebody else made or changed the same thing at the same moment: worth another try. */
export function isCollision(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string };
  const collisions = ['23505', '42710', '42P06', '40P01', '40001'];
  return collisions.includes(code ?? '') || message.includes('tuple concurrently');
}

/** The sentence for a refusal, with the statement that mends it. Rolls the transaction back. */
export async function refusal(client: pg.Client, error: unknown, roles: readonly string[]): Promise<Error> {
  await client.query('rollback');
  const { rows } = await client.query<{ admin: string; database: string }>(
    'select current_user as admin, current_database() as database',
  );
  const { admin, database } = rows[0] ?? { admin: 'of DATABASE_URL', database: 'the database' };
  const reason = (error as Error).message;
  if (reason.includes('grant role')) {
    return startProblem(
      `The database user ${admin} may not use the roles that another Parley in this cluster made (${reason}); a superuser allows it with: grant ${roles.join(', ')} to "${admin}" with admin option.`,
      error,
    );
  }
  return startProblem(
    `The database user ${admin} may not prepare ${database} for Parley (${reason}); it must own the database and have CREATEROLE. A superuser grants both with: alter role "${admin}" createrole; alter database "${database}" owner to "${admin}".`,
    error,
  );
}
