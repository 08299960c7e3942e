import type { ActivityPatch, ActivityType } from '#domain/activities.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireActive, requireVersion } from '#records/read-record.ts';
import { requireMayChange } from '../access.ts';
import { checkConversation, tellMentioned, writtenText } from '../check.ts';
import { type ActivityRow, lockActivity } from '../queries.ts';
import { leaveTraces } from '../traces.ts';
import { noteContacts, requireWords } from './log-activity.ts';

/** Changes what was written down; whoever is mentioned for the first time is told. */
export async function changeActivity(
  call: Call,
  id: string,
  given: ActivityPatch,
  { types, ifMatch }: { types: readonly ActivityType[]; ifMatch: number | null },
): Promise<ActivityRow> {
  const current = await lockActivity(call, id, types);
  const place = await requireMayChange(call, current);
  requireVersion(current, ifMatch);
  requireActive(current);
  await checkConversation(call, given, current);
  const { body, ...plain } = given;
  const text =
    body === undefined
      ? { body: current.body, plainText: current.plainText, mentions: current.mentions }
      : await writtenText(call, place, body, current.mentions);
  const subject = given.subject === undefined ? current.subject : given.subject;
  requireWords(current.type, { subject, plainText: text.plainText });
  await call.database
    .updateTable('activity')
    .set({
      ...plain,
      body: text.body === null ? null : JSON.stringify(text.body),
      plainText: text.plainText,
      mentions: text.mentions,
      version: current.version + 1,
      updatedAt: instant(call),
      updatedBy: call.actor.memberId,
    })
    .where('orgId', '=', call.orgId)
    .where('id', '=', id)
    .execute();
  const row = await lockActivity(call, id);
  await noteContacts(call, row);
  leaveTraces(call, 'activity.updated', place, row, current);
  await tellMentioned(call, place, row, current.mentions);
  return row;
}
