import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { smsSettingsBody } from '#domain/messages.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { ChannelState, ChannelTest, RemoveChannel } from './channel.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsPage } from './settings-page.tsx';

type SmsChannel = {
  configured: boolean;
  source: 'company' | 'simulation';
  baseUrl: string | null;
  accountSid: string | null;
  authTokenSet: boolean;
  from: string | null;
  version: number;
};

const path = '/settings/sms';
const queryKey = ['settings', path];

function fieldsFor({ authTokenSet }: SmsChannel): Field[] {
  return [
    {
      key: 'baseUrl',
      label: 'settings:channel.sms.baseUrl',
      help: 'settings:channel.sms.baseUrlHelp',
      type: 'url',
      required: true,
      wide: true,
    },
    { key: 'accountSid', label: 'settings:channel.sms.accountSid', type: 'text', required: true },
    {
      key: 'authToken',
      label: 'settings:channel.sms.authToken',
      help: authTokenSet ? 'settings:channel.keep' : undefined,
      type: 'secret',
      required: !authTokenSet,
      errors: authTokenSet ? { required: 'settings:channel.retype' } : {},
    },
    {
      key: 'from',
      label: 'settings:channel.sms.from',
      help: 'settings:channel.sms.fromHelp',
      type: 'text',
      required: true,
      wide: true,
    },
  ];
}

export function SmsSettings() {
  const { t } = useTranslation();
  const channel = useQuery({ queryKey, queryFn: ({ signal }) => api.get<SmsChannel>(path, { signal }) });
  return (
    <SettingsPage subject="sms">
      <Loaded query={channel}>
        {(data) => (
          <>
            <ChannelState simulated={data.source === 'simulation'}>
              {t(`settings:channel.sms.${data.source}`, {
                host: `\u2068${hostOf(data)}\u2069`,
                from: `\u2068${data.from}\u2069`,
              })}
            </ChannelState>
            <ProviderForm channel={data} />
            <ChannelTest channel="sms" initial="" />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function hostOf({ baseUrl }: SmsChannel): string {
  return baseUrl ? new URL(baseUrl).host : '';
}

function ProviderForm({ channel }: { channel: SmsChannel }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  // Drawn anew when it was saved: the token that was typed is not kept in the page.
  const [saves, setSaves] = useState(0);
  const { baseUrl, accountSid, from } = channel;
  const shown = { baseUrl: baseUrl ?? 'https://api.twilio.com', accountSid, from };
  const save = async (changes: Values, version: number | undefined) => {
    const answer = await api.put<SmsChannel>(path, { ...shown, ...changes }, { version });
    queryClient.setQueryData(queryKey, answer);
    setSaves(saves + 1);
    return answer;
  };
  const remove = channel.configured && (
    <RemoveChannel channel="sms" host={hostOf(channel)} then="simulation" />
  );
  return (
    <Panel title={t('settings:channel.sms.provider')} actions={remove}>
      <SettingsForm
        key={`${saves} ${channel.configured}`}
        groups={[{ fields: fieldsFor(channel) }]}
        values={{ ...shown, authToken: '' }}
        version={channel.configured ? channel.version : undefined}
        schema={smsSettingsBody}
        save={save}
      />
    </Panel>
  );
}
