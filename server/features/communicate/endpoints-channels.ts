import { setTimeout as wait } from 'node:timers/promises';
import { fieldProblem } from '#domain/field-errors.ts';
import { emailSettingsBody, emailTestBody, smsSettingsBody, smsTestBody } from '#domain/messages.ts';
import { invalidFields } from '#domain/problems.ts';
import type { Call } from '#platform/access/call.ts';
import { type Endpoint, endpoint, type SessionContext } from '#platform/http/endpoint.ts';
import { emailPasswordPlace } from '#platform/mail/mail-server.ts';
import { PrivateAddress, resolveProvider } from '#platform/outside/public-address.ts';
import { sealSecret } from '#platform/secrets/secret.ts';
import { smsTokenPlace } from '#platform/sms/sms-provider.ts';
import { requireChannels } from './operations/change-channel.ts';
import { removeEmail, setUpEmail } from './operations/set-up-email.ts';
import { removeSms, setUpSms } from './operations/set-up-sms.ts';
import {
  emailChannelSchema,
  presentEmailChannel,
  presentSmsChannel,
  smsChannelSchema,
  testSchema,
} from './present-channels.ts';
import { findEmailChannel, findSmsChannel } from './queries-channels.ts';
import { tryEmail, trySms } from './try-channel.ts';

const common = { tag: 'settings', capability: 'settings.channels.manage' } as const;
/** Tests reach out to whatever the settings name: enough for a person, too few for a scan. */
const testsPerMinute = 10;
const lookupMs = 3000;

/**
 * Refuses a host that is no address on the internet. One that cannot be found now may be found later: the test button and
 * every sending look again.
 */
async function refusePrivate({ services }: SessionContext, host: string, path: string): Promise<void> {
  try {
    // A name server that does not answer must not keep the request waiting.
    await Promise.race([resolveProvider(host, services.config), wait(lookupMs, null, { ref: false })]);
  } catch (error) {
    if (error instanceof PrivateAddress) throw invalidFields([fieldProblem(path, 'private_address')]);
  }
}

/** The company of whoever asks, where they may change its channels; asked before anything is looked up outside. */
function companyOf(context: SessionContext): Promise<string> {
  return context.inCall('read', async (call) => {
    requireChannels(call);
    return call.orgId;
  });
}

async function shownEmail(call: Call) {
  requireChannels(call);
  return presentEmailChannel(await findEmailChannel(call), call.hasMailServer);
}

async function shownSms(call: Call) {
  requireChannels(call);
  return presentSmsChannel(await findSmsChannel(call));
}

const emailEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    access: 'read',
    method: 'GET',
    path: '/settings/email',
    summary: "Read who sends the company's mail; the password is never shown.",
    answer: emailChannelSchema,
    run: (call) => shownEmail(call),
  }),
  endpoint({
    ...common,
    access: 'session',
    method: 'PUT',
    path: '/settings/email',
    summary: "Set up the company's own mail server; without a password the one that is stored stays.",
    body: emailSettingsBody,
    answer: emailChannelSchema,
    async run(context, { body, ifMatch }) {
      const orgId = await companyOf(context);
      await refusePrivate(context, body.host, 'host');
      const { config } = context.services;
      const { password } = body;
      const sealed = password ? sealSecret(config, emailPasswordPlace(orgId), password) : password;
      return context.inCall('write', async (call) => {
        await setUpEmail(call, body, { sealed: sealed as string | null | undefined, ifMatch });
        return shownEmail(call);
      });
    },
  }),
  endpoint({
    ...common,
    access: 'write',
    method: 'DELETE',
    path: '/settings/email',
    summary: "Go back to the installation's mail server, or to simulation where it has none.",
    answer: emailChannelSchema,
    async run(call) {
      await removeEmail(call);
      return shownEmail(call);
    },
  }),
  endpoint({
    ...common,
    access: 'session',
    method: 'POST',
    path: '/settings/email/test',
    summary: 'Send a mail at once, to see whether the settings are right.',
    mostPerMinute: testsPerMinute,
    body: emailTestBody,
    answer: testSchema,
    run: (context, { body }) => tryEmail(context, body.to),
  }),
];

const smsEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    access: 'read',
    method: 'GET',
    path: '/settings/sms',
    summary: "Read who sends the company's text messages; the token is never shown.",
    answer: smsChannelSchema,
    run: (call) => shownSms(call),
  }),
  endpoint({
    ...common,
    access: 'session',
    method: 'PUT',
    path: '/settings/sms',
    summary: "Set up the company's provider of text messages; without a token the one that is stored stays.",
    body: smsSettingsBody,
    answer: smsChannelSchema,
    async run(context, { body, ifMatch }) {
      const orgId = await companyOf(context);
      const { config } = context.services;
      const url = new URL(body.baseUrl);
      if (url.protocol !== 'https:' && !config.allowPrivateProviders)
        throw invalidFields([fieldProblem('baseUrl', 'invalid_url')]);
      await refusePrivate(context, url.hostname, 'baseUrl');
      const { authToken } = body;
      const sealed =
        authToken === undefined ? undefined : sealSecret(config, smsTokenPlace(orgId), authToken);
      return context.inCall('write', async (call) => {
        await setUpSms(call, body, { sealed, ifMatch });
        return shownSms(call);
      });
    },
  }),
  endpoint({
    ...common,
    access: 'write',
    method: 'DELETE',
    path: '/settings/sms',
    summary: 'Take the provider away: text messages are simulated.',
    answer: smsChannelSchema,
    async run(call) {
      await removeSms(call);
      return shownSms(call);
    },
  }),
  endpoint({
    ...common,
    access: 'session',
    method: 'POST',
    path: '/settings/sms/test',
    summary: 'Send a text message at once, to see whether the settings are right.',
    mostPerMinute: testsPerMinute,
    body: smsTestBody,
    answer: testSchema,
    run: (context, { body }) => trySms(context, body.to),
  }),
];

export const channelEndpoints: readonly Endpoint[] = [...emailEndpoints, ...smsEndpoints];
