import type { Call } from '../access/call.ts';
import type { Config } from '../config/config.ts';
import type { Pool, Transaction } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { resolveProvider } from '../outside/public-address.ts';
import { openSecret } from '../secrets/secret.ts';

export type Mailer = { name: string; address: string };

/** A mail server that is ready to be spoken to. */
export type MailServer = {
  from: Mailer;
  options:
    | { url: string }
    | {
        /** Host names are resolved and checked before: this is an address. */
        host: string;
        port: number;
        secure: boolean;
        requireTLS: boolean;
        ignoreTLS: boolean;
        tls: { servername: string };
        auth?: { user: string; pass: string };
      };
};

/** A company's own mail server as it is kept; the password is sealed. */
export type EmailSettingRow = {
  host: string;
  port: number;
  security: 'none' | 'starttls' | 'tls';
  username: string | null;
  passwordSealed: string | null;
  fromName: string;
  fromAddress: string;
};

/** Where the password of a company's mail server is sealed. */
export const emailPasswordPlace = (orgId: string) => ({ orgId, purpose: 'smtp password' });

/** The company's own mail server, or undefined. */
export function findEmailSetting(database: Transaction, orgId: string): Promise<EmailSettingRow | undefined> {
  return database
    .selectFrom('emailSetting')
    .select(['host', 'port', 'security', 'username', 'passwordSealed', 'fromName', 'fromAddress'])
    .where('orgId', '=', orgId)
    .executeTakeFirst() as Promise<EmailSettingRow | undefined>;
}

/** Whether mail of the call's company would be sent now, rather than simulated. */
export async function willBeSent(call: Pick<Call, 'database' | 'orgId' | 'hasMailServer'>): Promise<boolean> {
  return call.hasMailServer || (await findEmailSetting(call.database, call.orgId)) !== undefined;
}

/** MAIL_FROM, taken apart. */
function senderOf({ mailFrom }: Pick<Config, 'mailFrom'>): Mailer {
  const [, name = '', address] = /^(.*?)\s*<([^<>]*)>$/.exec(mailFrom) ?? [];
  if (address === undefined) return { name: '', address: mailFrom };
  return { name: name.replace(/^"(.*)"$/, '$1'), address };
}

/** The server that these settings name. Throws PrivateAddress, or the resolver's error. */
export async function companyServer(
  config: Pick<Config, 'allowPrivateProviders' | 'secretKey'>,
  orgId: string,
  setting: EmailSettingRow,
): Promise<MailServer> {
  const { host, port, security, username, passwordSealed, fromName, fromAddress } = setting;
  const [found] = await resolveProvider(host, config);
  if (!found) throw new Error(`${host} has no address.`);
  const pass = passwordSealed === null ? '' : openSecret(config, emailPasswordPlace(orgId), passwordSealed);
  return {
    from: { name: fromName, address: fromAddress },
    options: {
      host: found.address,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { servername: host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '') },
      ...(username === null ? {} : { auth: { user: username, pass } }),
    },
  };
}

/**
 * The mail server of a company: its own, or the installation's SMTP_URL; null where there is neither and mail is
 * simulated. Before sign-in (`orgId` null) it is the installation's.
 */
export async function mailServerOf(
  { config, pool }: { config: Config; pool: Pool },
  orgId: string | null,
): Promise<MailServer | null> {
  const setting =
    orgId === null
      ? undefined
      : await inTransaction(pool, { mode: 'organisation', orgId }, { access: 'read' }, (database) =>
          findEmailSetting(database, orgId),
        );
  if (orgId !== null && setting) return companyServer(config, orgId, setting);
  return config.smtpUrl === undefined ? null : { from: senderOf(config), options: { url: config.smtpUrl } };
}
