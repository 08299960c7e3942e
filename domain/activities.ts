import { z } from 'zod';
import { instant, optionalText, optionalWord, rule, text, uuid, whole } from './fields.ts';
import { optionalRichText } from './rich-text.ts';

export const activityTypes = ['call', 'email', 'meeting', 'note'] as const;
export type ActivityType = (typeof activityTypes)[number];

export const activityDirections = ['in', 'out'] as const;

const contactIds = z
  .array(uuid)
  .max(50)
  .check(rule<string[]>((ids) => new Set(ids).size === ids.length, 'duplicate'));

/** Seven days; whatever is longer is no meeting. */
const duration = whole(0, 10_080).nullable().optional();

const fields = {
  subject: optionalText(200),
  body: optionalRichText,
  /** When it was; now where nobody says. */
  at: instant.optional(),
};

const conversation = {
  durationMinutes: duration,
  direction: optionalWord(activityDirections),
  /** A value of the option list `activity_outcome`. */
  outcome: optionalText(120),
  /** The contacts who took part. */
  contactIds: contactIds.optional(),
};

const place = { recordKind: text(40), recordId: uuid };

export const activityCreate = z.strictObject({
  ...place,
  type: z.enum(activityTypes),
  ...fields,
  ...conversation,
});
export const activityPatch = z.strictObject({ ...fields, ...conversation });
export const noteCreate = z.strictObject({ ...place, ...fields });
export const notePatch = z.strictObject(fields);

/** Which record's activities are asked for. */
export const attachedQuery = {
  recordKind: text(40),
  recordId: uuid,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
  archived: z.enum(['true', 'false']).optional(),
};

export type ActivityCreate = z.infer<typeof activityCreate>;
export type ActivityPatch = z.infer<typeof activityPatch>;
