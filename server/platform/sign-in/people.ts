import type { Transaction } from '../database/database.ts';
import { newId } from '../database/id.ts';

export type PersonDraft = { name: string; email: string; passwordHash: string; now: Date };

/** How an address is compared: sign-in knows no capitals. */
export function signInEmail(email: string): string {
  return email.toLowerCase();
}

/**
 * Makes the person who signs in with an address and a password; runs in a transaction of mode `sign-in`. A person whom
 * an interrupted or deleted set-up left without a company is taken over: password and name become the new ones and
 * sessions end. Null when the address belongs to somebody who works in a company already.
 */
export async function insertPerson(database: Transaction, draft: PersonDraft): Promise<string | null> {
  const at = draft.now.toISOString();
  const email = signInEmail(draft.email);
  const { id: userId } = await database
    .insertInto('authUser')
    .values({ id: newId(), name: draft.name, email, emailVerified: true, createdAt: at, updatedAt: at })
    // The update changes nothing that matters; it locks the row of whoever has the address already.
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ updatedAt: at }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const taken = await database
    .selectFrom('membership')
    .select('orgId')
    .where('userId', '=', userId)
    .executeTakeFirst();
  if (taken) return null;
  for (const table of ['authAccount', 'authSession', 'authTwoFactor'] as const) {
    await database.deleteFrom(table).where('userId', '=', userId).execute();
  }
  await database
    .updateTable('authUser')
    .set({ name: draft.name, twoFactorEnabled: false })
    .where('id', '=', userId)
    .execute();
  await database
    .insertInto('authAccount')
    .values({
      id: newId(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: draft.passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  return userId;
}

/** Says in which company a person works, and as which member. Mode `sign-in`. */
export async function insertMembership(
  database: Transaction,
  membership: { userId: string; orgId: string; memberId: string },
): Promise<void> {
  await database.insertInto('membership').values(membership).execute();
}

/** Ends every session of a member. Mode `sign-in`. */
export async function endSessionsOf(
  database: Transaction,
  member: { orgId: string; memberId: string },
): Promise<void> {
  await database
    .deleteFrom('authSession')
    .where('userId', 'in', (query) =>
      query
        .selectFrom('membership')
        .select('userId')
        .where('orgId', '=', member.orgId)
        .where('memberId', '=', member.memberId),
    )
    .execute();
}

/** Switches two-factor sign-in off for a member who lost the device and the backup codes. Mode `sign-in`. */
export async function removeSecondFactor(
  database: Transaction,
  member: { orgId: string; memberId: string },
): Promise<void> {
  const { userId } = await database
    .selectFrom('membership')
    .select('userId')
    .where('orgId', '=', member.orgId)
    .where('memberId', '=', member.memberId)
    .executeTakeFirstOrThrow();
  await database.deleteFrom('authTwoFactor').where('userId', '=', userId).execute();
  await database.updateTable('authUser').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
}
