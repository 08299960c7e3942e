import { Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type EmailSecurity, emailSecurities, emailSettingsBody } from '#domain/messages.ts';
import type { Field, FieldGroup, Values } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { ChannelState, ChannelTest, RemoveChannel } from './channel.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsPage } from './settings-page.tsx';

type EmailChannel = {
  configured: boolean;
  source: 'company' | 'installation' | 'simulation';
  /** What serves where the company sets up nothing of its own. */
  fallback: 'installation' | 'simulation';
  host: string | null;
  port: number | null;
  security: EmailSecurity | null;
  username: string | null;
  passwordSet: boolean;
  fromName: string | null;
  fromAddress: string | null;
  replyDomain: string | null;
  version: number;
};

const path = '/settings/email';
const queryKey = ['settings', path];

const server: Field[] = [
  { key: 'host', label: 'settings:channel.email.host', type: 'text', required: true },
  { key: 'port', label: 'settings:channel.email.port', type: 'decimal', whole: true, required: true },
  {
    key: 'security',
    label: 'settings:channel.email.security',
    help: 'settings:channel.email.securityHelp',
    type: 'choice',
    choices: emailSecurities,
    words: 'settings:channel.email.securities',
    required: true,
    wide: true,
  },
  { key: 'username', label: 'settings:channel.email.username', type: 'text' },
];

const sender: Field[] = [
  { key: 'fromName', label: 'settings:channel.email.fromName', type: 'text', required: true },
  {
    key: 'fromAddress',
    label: 'settings:channel.email.fromAddress',
    help: 'settings:channel.email.fromHelp',
    type: 'email',
    required: true,
  },
  {
    key: 'replyDomain',
    label: 'settings:channel.email.replyDomain',
    help: 'settings:channel.email.replyDomainHelp',
    type: 'text',
    wide: true,
  },
];

function groupsFor({ passwordSet }: EmailChannel): FieldGroup[] {
  const password: Field = {
    key: 'password',
    label: 'settings:channel.email.password',
    help: passwordSet ? 'settings:channel.keep' : undefined,
    type: 'secret',
    errors: { required: 'settings:channel.retype' },
  };
  return [{ fields: [...server, password] }, { label: 'settings:channel.email.sender', fields: sender }];
}

/** The values of the form; where nothing is set up yet, what most providers ask for. */
function valuesOf(channel: EmailChannel, company: string): Values {
  const { host, port, security, username, fromName, fromAddress, replyDomain } = channel;
  return {
    host,
    port: port ?? 587,
    security: security ?? 'starttls',
    username,
    password: '',
    fromName: fromName ?? company,
    fromAddress,
    replyDomain,
  };
}

export function EmailSettings() {
  const { t } = useTranslation();
  const channel = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<EmailChannel>(path, { signal }),
  });
  const address = useSession()?.member.email ?? '';
  return (
    <SettingsPage subject="email">
      <Loaded query={channel}>
        {(data) => (
          <>
            <ChannelState simulated={data.source === 'simulation'}>
              {t(`settings:channel.email.${data.source}`, {
                host: `\u2068${data.host}\u2069`,
                from: `\u2068${data.fromAddress}\u2069`,
              })}
            </ChannelState>
            <ServerForm channel={data} />
            <ChannelTest channel="email" initial={address} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function ServerForm({ channel }: { channel: EmailChannel }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const company = useSession()?.organisation.name ?? '';
  // Drawn anew when it was saved: the password that was typed is not kept in the page.
  const [saves, setSaves] = useState(0);
  const values = valuesOf(channel, company);
  const save = async (changes: Values, version: number | undefined) => {
    const { password: _, ...rest } = values;
    const answer = await api.put<EmailChannel>(path, { ...rest, ...changes }, { version });
    queryClient.setQueryData(queryKey, answer);
    setSaves(saves + 1);
    return answer;
  };
  const remove = channel.configured && (
    <RemoveChannel channel="email" host={channel.host ?? ''} then={channel.fallback} />
  );
  return (
    <Panel title={t('settings:channel.email.server')} actions={remove}>
      <SettingsForm
        key={`${saves} ${channel.configured}`}
        groups={groupsFor(channel)}
        values={values}
        version={channel.configured ? channel.version : undefined}
        schema={emailSettingsBody}
        hint={({ security }) =>
          security === 'none' && (
            <Text size="sm" c="var(--tone-amber-text)">
              {t('settings:channel.email.unsafe')}
            </Text>
          )
        }
        save={save}
      />
    </Panel>
  );
}
