import { messageChannels } from '#domain/messages.ts';
import { timelineSource } from '#records/timeline.ts';
import { presentMessage } from './present.ts';
import { listMessages } from './queries.ts';

/** Emails and text messages among everything else that happened to a record, with how each fares. */
export const messageSource = timelineSource({
  name: 'messages',
  groups: messageChannels,
  async items(call, ids, { before, limit, groups }) {
    const channels = messageChannels.filter((channel) => groups.includes(channel));
    const rows = await listMessages(call, ids, { channels, before, limit });
    return rows.map((row) => ({
      id: row.id,
      kind: 'message',
      at: row.createdAt,
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      record: { kind: row.recordKind, id: row.recordId },
      message: presentMessage(call, row),
    }));
  },
});
