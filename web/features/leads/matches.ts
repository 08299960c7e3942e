/** A record that a lead may already be, and what they have in common. */
export type Match = { id: string; name: string; reasons: string[]; email?: string | null };

export type Matches = { accounts: Match[]; contacts: Match[] };
