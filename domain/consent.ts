import { z } from 'zod';
import { optionalText, text } from './fields.ts';

export const consentChannels = ['email', 'sms'] as const;
export const consentStates = ['unknown', 'granted', 'withdrawn'] as const;

export type ConsentChannel = (typeof consentChannels)[number];
export type ConsentState = (typeof consentStates)[number];

/** What somebody said about being written to, where it was said, and what shows it. */
export const consentBody = z.strictObject({
  channel: z.enum(consentChannels),
  state: z.enum(consentStates),
  source: text(120),
  proof: optionalText(1000),
});

export type ConsentBody = z.output<typeof consentBody>;
