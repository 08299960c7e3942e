import type { Call } from '#platform/access/call.ts';
import { companyDomain, findMatches, type Match } from '#records/find-matches.ts';
import { contactKind } from './kind.ts';

export type ContactClues = {
  name?: string | null;
  lastName?: string | null;
  email?: string | null;
  phonesE164?: readonly (string | null)[];
  accountId?: string | null;
};

/**
 * Contacts that may be the same person: by email, either telephone number, similar full name, or the last name at the same
 * account or mail domain.
 */
export function findContactMatches(
  call: Call,
  clues: ContactClues,
  exceptId: string | null = null,
): Promise<Match[]> {
  const phones = (clues.phonesE164 ?? []).flatMap((value) => [
    { reason: 'phone' as const, column: 'phoneE164', value },
    { reason: 'phone' as const, column: 'mobileE164', value },
  ]);
  return findMatches(
    call,
    contactKind,
    {
      keys: [{ reason: 'email', column: 'email', value: clues.email }, ...phones],
      name: clues.name ?? null,
      isCompany: false,
      lastName: {
        name: clues.lastName,
        with: [
          { column: 'accountId', value: clues.accountId },
          { column: 'emailDomain', value: companyDomain(clues.email) },
        ],
      },
    },
    exceptId,
  );
}
