import { Button } from '@mantine/core';
import { IconMailForward, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { EmptyState } from '#web/components/empty-state.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { When } from '#web/components/when.tsx';
import { api } from '#web/platform/api.ts';
import { InviteModal } from './invite.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { usePathOf, useRoleNameById } from './places-and-roles.ts';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';
import type { Invitation } from './wire.ts';

export function InvitationsSettings() {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  const invitations = useItems<Invitation>('/invitations');
  const invite = (
    <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
      {t('settings:invite.open')}
    </Button>
  );
  return (
    <SettingsPage subject="invitations" actions={invite}>
      <Loaded query={invitations}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconMailForward}
              title={t('settings:invite.none')}
              text={t('settings:invite.noneText')}
            />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((invitation) => (
                  <InvitationRow key={invitation.id} invitation={invitation} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
      {inviting && <InviteModal close={() => setInviting(false)} />}
    </SettingsPage>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const roleName = useRoleNameById();
  const pathOf = usePathOf();
  const { id, email, name, roleId, nodeId, status, expiresAt, createdAt } = invitation;
  const revoke = () =>
    confirm({
      title: t('settings:invite.revokeTitle'),
      text: t('settings:invite.revokeText', { email }),
      confirm: t('settings:invite.revoke'),
      danger: true,
      run: () =>
        void act(() => api.delete(`/invitations/${id}`), { done: t('settings:invite.revoked', { email }) }),
    });
  return (
    <li className={classes.row} data-wrap>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi dir="ltr">{email}</bdi>
          <StatusBadge kind="invitation" status={status} />
        </span>
        <span className={classes.sub}>
          {name && (
            <>
              <bdi>{name}</bdi> ·{' '}
            </>
          )}
          {roleName(roleId)} · <bdi>{pathOf(nodeId)}</bdi>
        </span>
      </span>
      <span className={classes.meta}>
        {status === 'open' ? (
          <span>
            {t('settings:invite.expires')} <When at={expiresAt} />
          </span>
        ) : (
          <When at={createdAt} />
        )}
      </span>
      {status === 'open' && (
        <Button size="compact-sm" variant="default" onClick={revoke}>
          {t('settings:invite.revoke')}
        </Button>
      )}
    </li>
  );
}
