import { Problem } from '#domain/problems.ts';

type DatabaseError = Error & { code?: string; constraint?: string; table?: string };

/**
 * What a refusal of the database means to a client. Operations check first and answer better; this is for the moment
 * between check and write, and for what only the database can know. Null: not a refusal, a fault.
 */
export function problemOfDatabaseError(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const { code, constraint } = error as DatabaseError;
  const data = { constraint };
  switch (code) {
    case '23505':
      return new Problem('already_exists', { detail: 'Another record has this value already.', ...data });
    case '23503':
      return new Problem('has_dependents', {
        detail: 'Another record refers to this one, or is gone.',
        ...data,
      });
    case '57014':
      return new Problem('unavailable', { detail: 'The request took too long and was stopped.' });
    case '53300':
    case '57P01':
    case '57P03':
      return new Problem('unavailable', { detail: 'The database is not ready; try again.' });
    default:
      return null;
  }
}
