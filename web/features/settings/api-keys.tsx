import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiKeyCreate } from '#domain/members.ts';
import { endOfDayInstant, today } from '#domain/time-zones.ts';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { EmptyState } from '#web/components/empty-state.tsx';
import { MemberName } from '#web/components/member-name.tsx';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { CopySecret } from './copy-secret.tsx';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { useNodeOptions, usePathOf, useRoleNameById, useRoleOptions } from './places-and-roles.ts';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';
import type { ApiKey } from './wire.ts';

export function ApiKeysSettings() {
  const { t } = useTranslation();
  const keys = useItems<ApiKey>('/api-keys');
  const [creating, setCreating] = useState(false);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('settings:key.create')}
    </Button>
  );
  return (
    <SettingsPage subject="api-keys" actions={create}>
      <Loaded query={keys}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconKey} title={t('settings:key.none')} text={t('settings:key.noneText')} />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
      {creating && <CreateKey close={() => setCreating(false)} />}
    </SettingsPage>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useSession()?.organisation.timeZone ?? 'UTC';
  const act = useAct();
  const confirm = useConfirmAct();
  const roleName = useRoleNameById();
  const pathOf = usePathOf();
  const { id, name, roleId, nodeId, createdAt, createdBy, expiresAt } = apiKey;
  const revoke = () =>
    confirm({
      title: t('settings:key.revokeTitle', { name }),
      text: t('settings:key.revokeText'),
      confirm: t('settings:key.revoke'),
      danger: true,
      run: () => void act(() => api.delete(`/api-keys/${id}`), { done: t('settings:key.revoked', { name }) }),
    });
  const until = expiresAt
    ? t('settings:key.until', { date: format.date(today(new Date(Date.parse(expiresAt) - 1), zone)) })
    : t('settings:key.noEnd');
  return (
    <li className={classes.row} data-wrap>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={classes.sub}>
          {roleName(roleId, apiKey.roleName)} · <bdi>{pathOf(nodeId)}</bdi> · {until}
        </span>
      </span>
      <span className={classes.meta}>
        <MemberName id={createdBy} />
        <When at={createdAt} />
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('settings:key.revokeTitle', { name })}
        onClick={revoke}
      >
        {t('settings:key.revoke')}
      </Button>
    </li>
  );
}

function CreateKey({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const zone = useSession()?.organisation.timeZone ?? 'UTC';
  const roles = useRoleOptions();
  const nodes = useNodeOptions();
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  if (made) return <ShownOnce name={made.name} text={made.key} close={close} />;
  return (
    <FormModal
      title={t('settings:key.create')}
      groups={[
        {
          fields: [
            {
              key: 'name',
              label: 'settings:key.name',
              help: 'settings:key.nameHelp',
              type: 'text',
              required: true,
              wide: true,
            },
            { key: 'roleId', label: 'settings:field.role', type: 'choice', options: roles, required: true },
            { key: 'nodeId', label: 'settings:field.node', type: 'choice', options: nodes, required: true },
            {
              key: 'expiresAt',
              label: 'settings:key.expires',
              help: 'settings:key.expiresHelp',
              type: 'date',
              wide: true,
            },
          ],
        },
      ]}
      schema={apiKeyCreate.omit({ expiresAt: true }).loose()}
      initial={{ nodeId: nodes[0]?.value }}
      submitLabel={t('settings:key.create')}
      stays
      close={close}
      onSubmit={async ({ expiresAt, ...rest }) => {
        const last = expiresAt ? endOfDayInstant(String(expiresAt), zone).toISOString() : undefined;
        setMade(await api.post('/api-keys', { ...rest, expiresAt: last }));
      }}
    />
  );
}

/** The only time that the key is seen. */
function ShownOnce({ name, text, close }: { name: string; text: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      title={t('settings:key.made', { name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack gap="sm">
        <Alert color="amber" p="xs" icon={<IconAlertTriangle size={18} />}>
          {t('settings:key.once')}
        </Alert>
        <CopySecret text={text} label={t('settings:key.label')} />
        <p style={{ margin: 0 }}>
          {t('settings:key.use')} <code className={classes.code}>Authorization: Bearer …</code>
        </p>
        <Group justify="flex-end">
          <Button onClick={close}>{t('common:act.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
