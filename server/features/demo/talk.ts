import type { ActivityCreate, ActivityType } from '#domain/activities.ts';
import type { RichText } from '#domain/rich-text.ts';
import { richTextOf } from '#domain/rich-text.ts';
import { logActivity } from '#features/activities/operations/log-activity.ts';
import type { Call } from '#platform/access/call.ts';
import { daysAgo, type Member } from './people.ts';
import type { Chance } from './random.ts';
import { callWords, emailWords, meetingWords, mentionWords, noteWords, outcomes } from './sentences.ts';
import type { Setting } from './setting.ts';

export type About = {
  recordKind: 'lead' | 'account' | 'opportunity' | 'contact';
  recordId: string;
  /** Since when it is known, in days. */
  age: number;
  contactIds?: readonly string[];
};

const weeks = 42;
const types: readonly ActivityType[] = ['note', 'call', 'call', 'email', 'email', 'meeting'];

function wordsOf(chance: Chance, type: ActivityType): Pick<ActivityCreate, 'subject' | 'body'> {
  if (type === 'note') return { subject: null, body: richTextOf(chance.of(noteWords)) };
  const { subject, body } = chance.of({ call: callWords, email: emailWords, meeting: meetingWords }[type]);
  return { subject, body: richTextOf(body) };
}

function factsOf(chance: Chance, type: ActivityType): Partial<ActivityCreate> {
  if (type === 'call') {
    return {
      durationMinutes: chance.between(2, 25),
      direction: chance.of(['in', 'out']),
      outcome: chance.of(outcomes),
    };
  }
  if (type === 'meeting') return { durationMinutes: chance.between(2, 8) * 15, outcome: 'interested' };
  return type === 'email' ? { direction: chance.of(['in', 'out']) } : {};
}

/** Some days of the last weeks, since the record is known. */
function daysSince(chance: Chance, age: number): number {
  return Math.min(age, weeks) * chance.next();
}

/** Writes down a few of the calls, meetings, emails and notes of the last weeks at a record. */
export async function talk(call: Call, { chance, seller }: Setting, about: About): Promise<void> {
  const { recordKind, recordId, age, contactIds = [] } = about;
  const count = chance.between(1, 3);
  for (let n = 0; n < count; n += 1) {
    const type = chance.of(types);
    await logActivity(daysAgo(call, daysSince(chance, age), seller), {
      ...{ recordKind, recordId, type, ...wordsOf(chance, type), ...factsOf(chance, type) },
      contactIds: type === 'note' ? [] : contactIds.slice(0, 1),
    });
  }
}

function mention({ id, name }: Member, words: string): RichText {
  return {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'mention', attrs: { id, label: name } },
          { type: 'text', text: `, ${words}` },
        ],
      },
    ],
  };
}

/** A note that mentions somebody who sees the record. */
export async function askColleague(
  call: Call,
  { chance, seller }: Setting,
  { recordKind, recordId, age }: About,
  colleague: Member,
): Promise<void> {
  await logActivity(daysAgo(call, daysSince(chance, Math.min(age, 7)), seller), {
    ...{ recordKind, recordId, type: 'note', subject: null },
    body: mention(colleague, chance.of(mentionWords)),
  });
}
