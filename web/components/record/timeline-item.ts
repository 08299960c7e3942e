import type { ActivityType } from '#domain/activities.ts';
import type { RecordKindName } from '#domain/events.ts';
import type { MessageChannel, MessageStatus } from '#domain/messages.ts';
import type { RichText } from '#domain/rich-text.ts';

/** The record whose page this is. */
export type Place = { kind: RecordKindName; id: string };

type Facts = Record<string, unknown>;

/** A call, an email, a meeting or a note, as the API has it. */
export type Activity = {
  id: string;
  recordKind: RecordKindName;
  recordId: string;
  type: ActivityType;
  subject: string | null;
  body: RichText | null;
  at: string;
  durationMinutes: number | null;
  direction: 'in' | 'out' | null;
  outcome: string | null;
  contactIds: string[];
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  names: Record<string, string>;
  abilities: { edit: boolean; delete: boolean };
};

/** An email or a text message, as the API has it. */
export type Message = {
  id: string;
  channel: MessageChannel;
  status: MessageStatus;
  to: string;
  subject: string | null;
  body: string;
  attachments: { name: string; contentType: string }[];
  /** In the provider's words. */
  error: string | null;
  abilities: { retry: boolean };
};

/** One fact about a record: `kind` says what was done (`status_changed`), `before` and `after` what it changed. */
export type TimelineItem = {
  id: string;
  kind: string;
  at: string;
  actor?: { id?: string | null; name?: string | null; kind?: string } | null;
  /** What it happened to: the page's record, or one whose past it carries on. */
  record?: { kind: string; id: string } | null;
  before?: Facts | null;
  after?: Facts | null;
  activity?: Activity;
  message?: Message;
  /** What the thing is called: a task's subject, a file's name. */
  subject?: string;
  name?: string;
};
