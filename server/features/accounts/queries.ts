import type { Call } from '#platform/access/call.ts';
import { companyDomain, findMatches, isSharedMailDomain, type Match } from '#records/find-matches.ts';
import { accountKind, domainOf } from './kind.ts';

export type AccountClues = {
  name?: string | null;
  email?: string | null;
  website?: string | null;
  phoneE164?: string | null;
  taxNumber?: string | null;
};

function domainIn({ website, email }: AccountClues): string | null {
  const own = domainOf(website);
  if (own) return isSharedMailDomain(own) ? null : own;
  return companyDomain(email);
}

const nothingPlain = /[^0-9A-Za-z]/g;

/** Accounts that may be the same company: by email, domain, phone, tax number or similar name. */
export function findAccountMatches(
  call: Call,
  clues: AccountClues,
  exceptId: string | null = null,
): Promise<Match[]> {
  const domain = domainIn(clues);
  return findMatches(
    call,
    accountKind,
    {
      keys: [
        { reason: 'email', column: 'email', value: clues.email },
        { reason: 'domain', column: 'websiteDomain', value: domain },
        { reason: 'domain', column: 'emailDomain', value: domain },
        { reason: 'phone', column: 'phoneE164', value: clues.phoneE164 },
        {
          reason: 'taxNumber',
          column: 'taxKey',
          value: clues.taxNumber?.replace(nothingPlain, '').toUpperCase(),
        },
      ],
      name: clues.name ?? null,
      isCompany: true,
    },
    exceptId,
  );
}
