import type { ActivityCreate } from '#domain/activities.ts';
import { fieldProblem } from '#domain/field-errors.ts';
import { invalidFields } from '#domain/problems.ts';
import { noteContacted } from '#features/contacts/operations/note-contacted.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { recordToAttachTo } from '#records/attached.ts';
import { requireActive } from '#records/read-record.ts';
import { requireWriteAt } from '../access.ts';
import { checkConversation, tellMentioned, writtenText } from '../check.ts';
import { type ActivityRow, lockActivity } from '../queries.ts';
import { leaveTraces } from '../traces.ts';

/** A note says something; a call or a meeting may be a mere fact. */
export function requireWords(type: string, written: { subject: string | null; plainText: string }): void {
  if (type === 'note' && written.plainText === '' && written.subject === null) {
    throw invalidFields([fieldProblem('body', 'required')]);
  }
}

/** The contacts to whom this was talking: those who took part, and the record itself where it is one. */
export function contactsOf({ type, recordKind, recordId, contactIds }: ActivityRow): string[] {
  if (type === 'note') return [];
  return recordKind === 'contact' ? [...contactIds, recordId] : contactIds;
}

/** What is planned for later is no contact yet. */
export async function noteContacts(call: Call, activity: ActivityRow): Promise<void> {
  if (Date.parse(activity.at) > call.now.getTime()) return;
  await noteContacted(call, contactsOf(activity), activity.at);
}

/** Writes down a call, an email, a meeting or a note at a record, and tells whom it mentions. */
export async function logActivity(call: Call, given: ActivityCreate): Promise<ActivityRow> {
  const place = await recordToAttachTo(call, given);
  requireWriteAt(call, place.kind, place.row);
  requireActive(place.row);
  await checkConversation(call, given, null);
  const text = await writtenText(call, place, given.body ?? null, []);
  const subject = given.subject ?? null;
  requireWords(given.type, { subject, plainText: text.plainText });
  const id = newId(call.now.getTime());
  const now = instant(call);
  await call.database
    .insertInto('activity')
    .values({
      orgId: call.orgId,
      id,
      scopeId: place.row.scopeId,
      scopePath: place.row.scopePath,
      recordKind: place.kind.name,
      recordId: place.row.id,
      type: given.type,
      subject,
      body: text.body === null ? null : JSON.stringify(text.body),
      plainText: text.plainText,
      mentions: text.mentions,
      contactIds: given.contactIds ?? [],
      at: given.at ?? now,
      durationMinutes: given.durationMinutes ?? null,
      direction: given.direction ?? null,
      outcome: given.outcome ?? null,
      createdAt: now,
      createdBy: call.actor.memberId,
      updatedAt: now,
      updatedBy: call.actor.memberId,
    })
    .execute();
  const row = await lockActivity(call, id);
  await noteContacts(call, row);
  leaveTraces(call, 'activity.created', place, row, null);
  await tellMentioned(call, place, row, []);
  return row;
}
