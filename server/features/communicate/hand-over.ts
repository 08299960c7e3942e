import { Readable } from 'node:stream';
import { inTransaction } from '#platform/database/transaction.ts';
import { mailServerOf } from '#platform/mail/mail-server.ts';
import { submit } from '#platform/mail/transport.ts';
import type { Services } from '#platform/services.ts';
import { findSmsSetting, sendSms } from '#platform/sms/sms-provider.ts';
import type { Attachment, ClaimedMessage } from './queries.ts';

/** What is to be sent along is not in the store any more: no later try will find it. */
export class AttachmentGone extends Error {
  constructor(name: string) {
    super(`The attachment ${name} is no longer in the store.`);
    this.name = 'AttachmentGone';
  }
}

type Outcome = { providerId: string | null } | 'simulated';
type Needed = Pick<Services, 'pool' | 'config' | 'store'>;

async function opened(services: Needed, attachments: readonly Attachment[]) {
  const open: { name: string; contentType: string; content: Readable }[] = [];
  for (const { key, name, contentType } of attachments) {
    const chunks = await services.store.get(key);
    if (chunks === null) {
      for (const { content } of open) content.destroy();
      throw new AttachmentGone(name);
    }
    open.push({ name, contentType, content: Readable.from(chunks) });
  }
  return open;
}

async function byEmail(
  services: Needed,
  orgId: string,
  id: string,
  message: ClaimedMessage,
): Promise<Outcome> {
  const server = await mailServerOf(services, orgId);
  if (server === null) return 'simulated';
  const messageId = await submit(server, {
    id,
    recipient: message.address,
    subject: message.subject ?? '',
    bodyText: message.body,
    bodyHtml: message.bodyHtml,
    createdAt: message.createdAt,
    replyTo: message.replyTo,
    attachments: await opened(services, message.attachments),
    personal: true,
  });
  return { providerId: messageId };
}

async function bySms(services: Needed, orgId: string, id: string, message: ClaimedMessage): Promise<Outcome> {
  const { pool, config } = services;
  const setting = await inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, (database) =>
    findSmsSetting(database, orgId),
  );
  if (!setting) return 'simulated';
  return {
    providerId: await sendSms(config, orgId, setting, { id, to: message.address, body: message.body }),
  };
}

/** Gives a message to the company's provider, over the network; `simulated` where it has none. Throws what refused it. */
export function handOver(
  services: Needed,
  orgId: string,
  id: string,
  message: ClaimedMessage,
): Promise<Outcome> {
  return message.channel === 'email'
    ? byEmail(services, orgId, id, message)
    : bySms(services, orgId, id, message);
}
