import { rootPath } from '#domain/scope.ts';
import { announce, audit, type Call } from '#platform/access/call.ts';
import { requireAt } from '#platform/access/can.ts';

const capability = 'settings.channels.manage';

/** Channels serve the whole company: holding the capability at a branch is not enough. */
export function requireChannels(call: Call): void {
  requireAt(call, capability, rootPath);
}

export type Channel = 'email' | 'sms';

/** The audit entry of a change of a channel, which names no secret, and the news for open browsers. */
export function leaveChannelTraces(
  call: Call,
  channel: Channel,
  act: 'changed' | 'removed',
  { before, after }: { before: Record<string, unknown> | null; after: Record<string, unknown> | null },
): void {
  audit(call, { action: `settings.${channel}.${act}`, recordKind: `${channel}_setting`, before, after });
  announce(call, { type: 'settings.changed', payload: { section: 'channels' } });
}

/** The audit entry of a message that was sent to try the settings. */
export function auditTest(
  call: Call,
  channel: Channel,
  after: { to: string; status: string; error: string | null },
): void {
  audit(call, { action: `settings.${channel}.tested`, recordKind: `${channel}_setting`, after });
}
