import type { Pool } from '../database/database.ts';
import type { Membership } from './types.ts';

export type Memberships = { of(userId: string): Promise<Membership | null> };

const mostKept = 50_000;

/** Finds a person's membership and remembers it: once made, it never changes. `pool` runs as parley_auth. */
export function openMemberships(pool: Pool): Memberships {
  const kept = new Map<string, Membership>();
  return {
    of: async (userId) => {
      const known = kept.get(userId);
      if (known) return known;
      const { rows } = await pool.query<{ org_id: string; member_id: string }>(
        'select org_id, member_id from membership where user_id = $1 order by member_id limit 1',
        [userId],
      );
      const row = rows[0];
      if (!row) return null;
      const membership = { orgId: row.org_id, memberId: row.member_id };
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
      kept.set(userId, membership);
      return membership;
    },
  };
}
