import { Problem } from '#domain/problems.ts';

type DatabaseError = Error & { code?: string; syscall?: string };

/**
 * What a refusal of the database means to a client. Operations check first and answer better; this is for the moment
 * between check and write, and for what only the database can know. Null: not a refusal, a fault.
 */
export function problemOfDatabaseError(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const { code, syscall } = error as DatabaseError;
  switch (code) {
    case '23505':
      return new Problem('already_exists', { detail: 'Another record has this value already.' });
    case '23503':
      return new Problem('has_dependents', {
        detail: 'Another record refers to this one, or is gone.',
      });
    case '57014':
      return new Problem('unavailable', { detail: 'The request took too long and was stopped.' });
    // Text that PostgreSQL cannot keep: U+0000, or a half surrogate that a query smuggled past a schema.
    case '22021':
    case '22P05':
      return new Problem('malformed_request', { detail: 'The request has characters that cannot be kept.' });
    default:
      return away.test(code ?? '') || syscall === 'connect' || lost.test(error.message)
        ? new Problem('unavailable', { detail: 'The database is not ready; try again.' })
        : null;
  }
}

// Connection failures, a server without resources, one that is starting or stopping, and a database that is gone.
const away = /^(08|53|57P|3D)/;
// The driver gives these no code.
const lost =
  /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error/;
