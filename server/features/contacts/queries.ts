import type { Call } from '#platform/access/call.ts';
import { findMatches, type Match } from '#records/find-matches.ts';
import { contactKind } from './kind.ts';

export type ContactClues = {
  name?: string | null;
  email?: string | null;
  phonesE164?: readonly (string | null)[];
};

/** Contacts that may be the same person: by email, either telephone number, or similar name. */
export function findContactMatches(
  call: Call,
  clues: ContactClues,
  exceptId: string | null = null,
): Promise<Match[]> {
  const phones = (clues.phonesE164 ?? []).flatMap((value) => [
    { reason: 'phone', column: 'phoneE164', value },
    { reason: 'phone', column: 'mobileE164', value },
  ]);
  return findMatches(
    call,
    contactKind,
    [{ reason: 'email', column: 'email', value: clues.email }, ...phones],
    clues.name ?? null,
    exceptId,
  );
}
