import type { Call } from '#platform/access/call.ts';
import { findMatches, type Match } from '#records/find-matches.ts';
import { accountKind, domainOf } from './kind.ts';

export type AccountClues = {
  name?: string | null;
  email?: string | null;
  website?: string | null;
  phoneE164?: string | null;
  taxNumber?: string | null;
};

// A shared mail provider says nothing about the company.
const publicMailDomains = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'mail.ru',
  'yandex.ru',
]);

function companyDomain({ website, email }: AccountClues): string | null {
  const own = domainOf(website);
  if (own) return own;
  const domain = email?.split('@')[1]?.toLowerCase();
  return domain && !publicMailDomains.has(domain) ? domain : null;
}

/** Accounts that may be the same company: by email, domain, phone, tax number or similar name. */
export function findAccountMatches(
  call: Call,
  clues: AccountClues,
  exceptId: string | null = null,
): Promise<Match[]> {
  return findMatches(
    call,
    accountKind,
    [
      { reason: 'email', column: 'email', value: clues.email },
      { reason: 'domain', column: 'websiteDomain', value: companyDomain(clues) },
      { reason: 'phone', column: 'phoneE164', value: clues.phoneE164 },
      { reason: 'taxNumber', column: 'taxNumber', value: clues.taxNumber },
    ],
    clues.name ?? null,
    exceptId,
  );
}
