import { Alert, Button, TextInput } from '@mantine/core';
import { IconCopy, IconInfoCircle, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { api } from '#web/platform/api.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { CapabilityMatrix } from './capability-matrix.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { useRoleName } from './places-and-roles.ts';
import roleClasses from './role.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';
import { useRoleDraft } from './use-role-draft.ts';
import type { CapabilityRow, Role } from './wire.ts';

function useRole(id: string | undefined) {
  return useQuery({
    queryKey: ['settings', 'role', id],
    queryFn: ({ signal }) => api.get<Role>(`/roles/${id}`, { signal }),
    enabled: Boolean(id),
  });
}

/** One role: what it allows, to change where it is the company's own. */
export function RoleSettings() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const nameOf = useRoleName();
  const role = useRole(id);
  const name = role.data ? nameOf(role.data) : t('settings:subject.roles.title');
  return (
    <SettingsPage
      subject="roles"
      documentTitle={name}
      aside={role.data?.builtIn && t('settings:role.isBuiltIn')}
      actions={role.data && <RoleActs role={role.data} name={name} />}
    >
      <Loaded query={role}>
        {(data) => (data.builtIn ? <BuiltIn role={data} /> : <RoleEditor key={data.id} role={data} />)}
      </Loaded>
    </SettingsPage>
  );
}

/** A new role: empty, or a copy of another (`?from=`). */
export function NewRole() {
  const { t } = useTranslation();
  const [search] = useUrlState();
  const nameOf = useRoleName();
  const source = useRole(search.from);
  const ready = !search.from || source.data !== undefined;
  const start = source.data
    ? { name: t('settings:role.copyOf', { name: nameOf(source.data) }), grants: source.data.grants }
    : { name: '', grants: [] };
  return (
    <SettingsPage subject="roles" documentTitle={t('settings:role.new')}>
      <Loaded query={{ ...source, data: ready ? start : undefined }}>
        {(data) => <RoleEditor key={search.from ?? ''} role={data} />}
      </Loaded>
    </SettingsPage>
  );
}

function RoleActs({ role, name }: { role: Role; name: string }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const navigate = useNavigate();
  const copy = () => void navigate({ to: '/settings/roles/new', search: { from: role.id } as never });
  const remove = async () => {
    await act(() => api.delete(`/roles/${role.id}`, { version: role.version }), {
      done: t('settings:role.removed', { name }),
      leave: () => navigate({ to: '/settings/roles' }),
      refusals: { has_dependents: 'settings:role.held' },
    });
  };
  const ask = () =>
    confirm({
      title: t('settings:role.removeTitle', { name }),
      text: t('settings:role.removeText'),
      confirm: t('settings:role.remove'),
      danger: true,
      run: () => void remove(),
    });
  return (
    <>
      <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
        {t('settings:role.copy')}
      </Button>
      {!role.builtIn && (
        <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
          {t('common:act.delete')}
        </Button>
      )}
    </>
  );
}

function BuiltIn({ role }: { role: Role }) {
  const { t } = useTranslation();
  const capabilities = useItems<CapabilityRow>('/capabilities');
  return (
    <>
      <Alert color="blue" p="xs" icon={<IconInfoCircle size={18} />}>
        {t('settings:role.readOnly')}
      </Alert>
      <Loaded query={capabilities}>{(rows) => <CapabilityMatrix rows={rows} grants={role.grants} />}</Loaded>
    </>
  );
}

function RoleEditor({ role }: { role: Pick<Role, 'name' | 'grants'> & Partial<Role> }) {
  const { t } = useTranslation();
  const capabilities = useItems<CapabilityRow>('/capabilities');
  const [start] = useState(role);
  const draft = useRoleDraft(start);
  return (
    <form
      className={roleClasses.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void draft.save();
      }}
    >
      {draft.failure && (
        <Alert color="red" role="alert" p="xs">
          {draft.failure}
        </Alert>
      )}
      <Panel even>
        <TextInput
          label={t('settings:role.name')}
          maw="24rem"
          dir="auto"
          autoComplete="off"
          autoFocus={!role.id}
          error={draft.nameError}
          value={draft.name}
          onChange={(event) => draft.setName(event.currentTarget.value)}
        />
      </Panel>
      <Loaded query={capabilities}>
        {(rows) => <CapabilityMatrix rows={rows} grants={draft.grants} onChange={draft.setGrants} />}
      </Loaded>
      <div className={roleClasses.foot}>
        <span>{t('settings:role.count', { count: draft.grants.length })}</span>
        <Button type="submit" loading={draft.saving}>
          {t(role.id ? 'common:act.save' : 'settings:role.create')}
        </Button>
      </div>
    </form>
  );
}
