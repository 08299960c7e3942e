import type { Call } from '#platform/access/call.ts';
import { type Message, presentMessage } from './present.ts';
import { getMessage } from './queries.ts';

/** A message as the API shows it, or 404. Whether its record may be seen is for the caller to ask. */
export async function messageOf(call: Call, id: string): Promise<Message> {
  return presentMessage(call, await getMessage(call, id));
}
