import { fieldProblem } from '#domain/field-errors.ts';
import { type FieldProblem, invalidFields } from '#domain/problems.ts';
import { mentionsOf, plainTextOf, type RichText, unseenMention, withNames } from '#domain/rich-text.ts';
import { contactKind } from '#features/contacts/kind.ts';
import { notify } from '#features/notifications/operations/notify-member.ts';
import type { Call } from '#platform/access/call.ts';
import { may } from '#platform/access/can.ts';
import { memberIn } from '#platform/access/principal.ts';
import { capabilityOf, type RecordKind, type RecordRow } from '#records/kind.ts';
import { checkOption } from '#records/options.ts';
import { findRecord } from '#records/read-record.ts';
import { type ActivityRow, namesOfMembers } from './queries.ts';

type Place = { kind: RecordKind; row: RecordRow };

export type Written = { body: RichText | null; plainText: string; mentions: string[] };

/**
 * A text as it is kept: with the names of the members it mentions. Newly mentioned members must be active and see the
 * record, otherwise the text is refused by its field.
 */
export async function writtenText(
  call: Call,
  { kind, row }: Place,
  body: RichText | null,
  before: readonly string[],
): Promise<Written> {
  if (body === null) return { body, plainText: '', mentions: [] };
  const mentions = mentionsOf(body);
  for (const id of mentions) {
    if (before.includes(id)) continue;
    const member = await memberIn(call.database, call.orgId, id);
    if (!member || !may(member, capabilityOf(kind, 'view'), row))
      throw invalidFields([unseenMention('body')]);
  }
  const named = withNames(body, await namesOfMembers(call, mentions));
  return { body: named, plainText: plainTextOf(named).slice(0, 50_000), mentions };
}

/** Tells those who were mentioned just now. Whoever was mentioned before was told before. */
export async function tellMentioned(
  call: Call,
  { kind, row }: Place,
  activity: Pick<ActivityRow, 'id' | 'mentions' | 'plainText'>,
  before: readonly string[],
): Promise<void> {
  for (const memberId of activity.mentions.filter((id) => !before.includes(id))) {
    await notify(call, {
      memberId,
      type: 'mentioned',
      recordKind: kind.name,
      recordId: row.id,
      data: { excerpt: activity.plainText.slice(0, 200) },
      key: `mention ${activity.id}`,
    });
  }
}

/** Refuses an outcome that is not on the list and people that the actor cannot see. Asked only about what changes. */
export async function checkConversation(
  call: Call,
  given: { outcome?: string | null; contactIds?: readonly string[] },
  current: Pick<ActivityRow, 'outcome' | 'contactIds'> | null,
): Promise<void> {
  const problems: FieldProblem[] = [];
  if (given.outcome && given.outcome !== current?.outcome) {
    const problem = await checkOption(call, 'activity_outcome', given.outcome, 'outcome');
    if (problem) problems.push(problem);
  }
  for (const [index, id] of (given.contactIds ?? []).entries()) {
    if (current?.contactIds.includes(id)) continue;
    if (!(await findRecord(call, contactKind, id))) {
      problems.push(fieldProblem(`contactIds.${index}`, 'not_found'));
    }
  }
  if (problems.length > 0) throw invalidFields(problems);
}
