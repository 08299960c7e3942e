import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberDeactivateBody, memberPatch } from '#domain/members.ts';
import { locales } from '#domain/settings.ts';
import type { FieldGroup } from '#web/components/form/field.ts';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { useNodes } from '#web/platform/hierarchy.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { MemberRoles } from './member-roles.tsx';
import { Panel } from './panel.tsx';
import { useNodeOptions } from './places-and-roles.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import type { Member } from './wire.ts';

export function MemberSettings() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const nodes = useNodes();
  const member = useQuery({
    queryKey: ['settings', 'member', id],
    queryFn: ({ signal }) => api.get<Member>(`/members/${id}`, { signal }),
  });
  const data = member.data;
  return (
    <SettingsPage
      subject="members"
      documentTitle={data?.name ?? t('settings:subject.members.title')}
      aside={data && <StatusBadge kind="member" status={data.status} />}
    >
      <Loaded query={{ ...member, data: nodes.length > 0 ? data : undefined }}>
        {(shown) => (
          <>
            <Details member={shown} />
            <MemberRoles member={shown} />
            {shown.abilities?.edit && <Standing member={shown} />}
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Details({ member }: { member: Member }) {
  const { t } = useTranslation();
  const options = useNodeOptions();
  const readOnly = !member.abilities?.edit;
  const groups: FieldGroup[] = [
    {
      fields: [
        { key: 'name', label: 'settings:member.name', type: 'text', required: true, readOnly },
        { key: 'email', label: 'settings:member.email', type: 'email', readOnly: true },
        {
          key: 'homeNodeId',
          label: 'settings:member.home',
          help: 'settings:member.homeHelp',
          type: 'choice',
          options,
          required: true,
          readOnly,
        },
        {
          key: 'locale',
          label: 'settings:member.locale',
          help: 'settings:member.localeHelp',
          type: 'choice',
          choices: locales,
          words: 'settings:language',
          required: true,
          readOnly,
        },
      ],
    },
  ];
  const { name, email, homeNodeId, locale, version } = member;
  return (
    <Panel title={t('settings:member.details')}>
      <SettingsForm
        groups={groups}
        values={{ name, email, homeNodeId, locale }}
        version={version}
        schema={memberPatch.loose()}
        save={(changes, base) => api.patch(`/members/${member.id}`, changes, { version: base })}
      />
    </Panel>
  );
}

/** Whether the member may sign in, and the way to change that. */
function Standing({ member }: { member: Member }) {
  const { t } = useTranslation();
  const act = useAct();
  const [leaving, setLeaving] = useState(false);
  const active = member.status === 'active';
  const reactivate = () =>
    act(() => api.post(`/members/${member.id}/reactivate`), {
      done: t('settings:member.reactivated', { name: member.name }),
    });
  const key = active ? 'deactivate' : 'reactivate';
  return (
    <Panel
      title={t(`settings:member.${key}`)}
      text={t(`settings:member.${key}Text`)}
      flush
      actions={
        <Button
          variant="default"
          c={active ? 'var(--mantine-color-error)' : undefined}
          onClick={() => (active ? setLeaving(true) : void reactivate())}
        >
          {t(`settings:member.${key}`)}
        </Button>
      }
    >
      {leaving && <Deactivate member={member} close={() => setLeaving(false)} />}
    </Panel>
  );
}

function Deactivate({ member, close }: { member: Member; close: () => void }) {
  const { t } = useTranslation();
  const { name, version } = member;
  return (
    <FormModal
      title={t('settings:member.deactivateTitle', { name })}
      groups={[
        {
          fields: [
            {
              key: 'reassignToId',
              label: 'settings:member.handOver',
              help: 'settings:member.handOverHelp',
              type: 'member',
              wide: true,
              errors: { inactive: 'settings:member.handOverOther' },
            },
          ],
        },
      ]}
      focusFirst={false}
      schema={memberDeactivateBody}
      submitLabel={t('settings:member.deactivate')}
      done={t('settings:member.deactivated', { name })}
      close={close}
      onSubmit={(body, idempotencyKey) =>
        api.post(`/members/${member.id}/deactivate`, body, { version, idempotencyKey })
      }
    />
  );
}
