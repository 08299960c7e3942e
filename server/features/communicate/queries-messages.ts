import type { Call } from '#platform/access/call.ts';
import { type Message, messageSchema, presentMessage } from './present.ts';
import { getMessage } from './queries.ts';

/** What a message is on the wire, for answers that carry one. */
export const messageAnswer = messageSchema;

/** A message as the API shows it, or 404. Whether its record may be seen is for the caller to ask. */
export async function messageOf(call: Call, id: string): Promise<Message> {
  return presentMessage(call, await getMessage(call, id));
}
