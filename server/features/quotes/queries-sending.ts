import { z } from 'zod';
import { sendLanguages } from '#domain/sends.ts';
import { messageAnswer } from '#features/communicate/queries-messages.ts';
import { noMailReasons, noSmsReasons } from './queries-recipient.ts';

/** What sending a document answers, beside the document under its own name. */
export function sendingAnswer<Name extends string>(name: Name, document: z.ZodType) {
  return z.object({
    [name]: document,
    /** A mail was written; `message` says what became of it. */
    emailed: z.boolean(),
    message: messageAnswer.optional(),
    sms: messageAnswer.optional(),
    /** Null while the document only waits for its time. */
    publicUrl: z.string().nullable(),
    pdfFileId: z.uuid().nullable(),
  });
}

/** What the panel of sending shows before anything is sent. */
export const previewAnswer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  noEmail: z.enum(noMailReasons).nullable(),
  mobile: z.string().nullable(),
  noSms: z.enum(noSmsReasons).nullable(),
  /** False: mails are written and kept, but simulated, until a mail server is set up. */
  emailReady: z.boolean(),
  smsReady: z.boolean(),
  language: z.enum(sendLanguages),
  subject: z.string(),
  message: z.string(),
});

export type SendingPreview = z.infer<typeof previewAnswer>;
