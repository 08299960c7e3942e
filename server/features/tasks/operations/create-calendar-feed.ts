import { Problem } from '#domain/problems.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { makeToken } from '#platform/access/token.ts';
import { newId } from '#platform/database/id.ts';
import { revokeCalendarFeed } from './revoke-calendar-feed.ts';

export type NewFeed = { id: string; createdAt: string; token: string; path: string };

/** Gives the member a calendar address, shown this once, in place of the one that they had. */
export async function createCalendarFeed(call: Call): Promise<NewFeed> {
  const { kind, memberId } = call.actor;
  // The address shows all that the member may see, which is more than a key of theirs may.
  if (memberId === null || kind !== 'member') {
    throw new Problem('forbidden', { detail: 'Only a member who is signed in can have a calendar address.' });
  }
  // Two at once: the second waits for the first and then takes its place.
  await call.database
    .selectFrom('member')
    .select('id')
    .where('orgId', '=', call.orgId)
    .where('id', '=', memberId)
    .forNoKeyUpdate()
    .execute();
  await revokeCalendarFeed(call);
  const id = newId(call.now.getTime());
  const { text, secretSha256 } = makeToken(call.orgId, id);
  const createdAt = instant(call);
  await call.database
    .insertInto('calendarFeed')
    .values({ orgId: call.orgId, id, memberId, secretSha256, createdAt })
    .execute();
  audit(call, { action: 'calendar_feed.created', recordKind: 'calendar_feed', recordId: id });
  return { id, createdAt, token: text, path: `/calendar/${text}.ics` };
}
