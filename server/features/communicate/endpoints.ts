import { z } from 'zod';
import { text, uuid } from '#domain/fields.ts';
import { messageChannels } from '#domain/messages.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { attachedRecord } from '#records/attached.ts';
import { idParams } from '#records/record-endpoints.ts';
import { pointFrom } from '#records/timeline.ts';
import { timelineIds } from '#records/timeline-heirs.ts';
import { requireSees } from './access.ts';
import { channelEndpoints } from './endpoints-channels.ts';
import { retryMessage } from './operations/retry-message.ts';
import { messageSchema, presentMessage } from './present.ts';
import { getMessage, listMessages } from './queries.ts';
import './timeline-source.ts';

const listQuery = z.strictObject({
  recordKind: text(40),
  recordId: uuid,
  channel: z.enum(messageChannels).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

async function listOf(call: Call, query: z.output<typeof listQuery>) {
  const { limit, cursor, channel } = query;
  const { row } = await attachedRecord(call, query);
  const rows = await listMessages(call, await timelineIds(call, row.id), {
    channels: channel ? [channel] : messageChannels,
    before: cursor ? pointFrom(cursor) : null,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? JSON.stringify([last.createdAt, last.id]) : null;
  return {
    items: items.map((item) => presentMessage(call, item)),
    nextCursor: next && Buffer.from(next).toString('base64url'),
  };
}

const common = { tag: 'messages' } as const;

/** Messages at records, and the channels that they go through. */
export const communicateEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    access: 'read',
    method: 'GET',
    path: '/messages',
    summary: 'The messages of a record and those written to it, newest first.',
    query: listQuery,
    answer: z.object({ items: z.array(messageSchema), nextCursor: z.string().nullable() }),
    run: (call, { query }) => listOf(call, query),
  }),
  endpoint({
    ...common,
    access: 'read',
    method: 'GET',
    path: '/messages/:id',
    summary: 'Read a message; whoever sees its record may.',
    params: idParams,
    answer: messageSchema,
    async run(call, { params }) {
      const row = await getMessage(call, params.id);
      await requireSees(call, row);
      return presentMessage(call, row);
    },
  }),
  endpoint({
    ...common,
    access: 'write',
    method: 'POST',
    path: '/messages/:id/retry',
    summary: 'Send a message again that failed.',
    status: 202,
    params: idParams,
    answer: messageSchema,
    run: async (call, { params }) => presentMessage(call, await retryMessage(call, params.id)),
  }),
  ...channelEndpoints,
];
