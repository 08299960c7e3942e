import { z } from 'zod';
import { optionalInstant, optionalProse } from './fields.ts';

/** The languages that a message can be written in. */
export const sendLanguages = ['en', 'ar'] as const;

export type SendLanguage = (typeof sendLanguages)[number];

const words = {
  /** Instead of the usual text; the link is always added below. */
  message: optionalProse(5_000),
  /** A text message as well, to a contact with a mobile number. */
  notifyBySms: z.boolean().optional(),
  /** Of the message; absent: the document's, or the company's. */
  language: z.enum(sendLanguages).nullable().optional(),
};

export const sendBody = z.strictObject(words);
/** With a time that is still to come the quote is sent then. */
export const quoteSendBody = z.strictObject({ ...words, scheduledAt: optionalInstant });

export const scheduledSendStatuses = ['waiting', 'sent', 'cancelled', 'failed'] as const;

export type ScheduledSendStatus = (typeof scheduledSendStatuses)[number];

/** Nothing is scheduled further ahead. */
export const farthestAheadMs = 366 * 86_400_000;

export type SendBody = z.infer<typeof sendBody>;
export type QuoteSendBody = z.infer<typeof quoteSendBody>;
