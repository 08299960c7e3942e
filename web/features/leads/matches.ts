import type { Match as FoundMatch } from '#web/components/form/similar-records.tsx';

/** A record that a lead may already be, and what they have in common. */
export type Match = FoundMatch & { email?: string | null };

export type Matches = { accounts: Match[]; contacts: Match[] };
