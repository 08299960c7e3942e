import { APIError } from 'better-auth/api';
import { Problem } from '#domain/problems.ts';

/** One sentence for an unknown address, a wrong password and a deactivated member: nobody learns which it was. */
export function wrongCredentials(): Problem {
  return new Problem('wrong_credentials', { detail: 'The email address or the password is wrong.' });
}

export function wrongCode(): Problem {
  return new Problem('wrong_code', { detail: 'The code is wrong or was used already.' });
}

export function linkExpired(what: string): Problem {
  return new Problem('link_expired', { detail: `This ${what} is not valid any more. Ask for a new one.` });
}

const problems: Record<string, () => Problem> = {
  INVALID_EMAIL_OR_PASSWORD: wrongCredentials,
  INVALID_EMAIL: wrongCredentials,
  INVALID_PASSWORD: wrongCredentials,
  PASSWORD_TOO_LONG: wrongCredentials,
  CREDENTIAL_ACCOUNT_NOT_FOUND: wrongCredentials,
  INVALID_CODE: wrongCode,
  INVALID_BACKUP_CODE: wrongCode,
  INVALID_TOKEN: () => linkExpired('link'),
  USER_NOT_FOUND: () => linkExpired('link'),
  INVALID_TWO_FACTOR_COOKIE: () =>
    new Problem('wrong_credentials', { detail: 'The sign-in was begun too long ago; begin it again.' }),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () =>
    new Problem('wrong_credentials', { detail: 'Too many wrong codes; begin the sign-in again.' }),
  ACCOUNT_TEMPORARILY_LOCKED: () =>
    new Problem('too_many_requests', { detail: 'Too many wrong codes; try again in 15 minutes.' }),
  TOTP_ALREADY_ENABLED: () =>
    new Problem('already_exists', { detail: 'Two-factor sign-in is switched on already.' }),
  TOTP_NOT_ENABLED: () =>
    new Problem('not_found', { detail: 'Two-factor sign-in was not begun; switch it on first.' }),
  UNAUTHORIZED: () => new Problem('not_signed_in', { detail: 'Sign in first.' }),
};

/** Runs a function of the sign-in library; its refusals become ours, anything unknown stays an internal error. */
export async function translated<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof APIError ? error.body?.code : undefined;
    const problem = code === undefined ? undefined : problems[code];
    throw problem ? problem() : error;
  }
}
