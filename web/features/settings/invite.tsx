import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconMail, IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationCreate } from '#domain/members.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { CopySecret } from './copy-secret.tsx';
import { FormModal } from './form-modal.tsx';
import { useNodeOptions, useRoleOptions } from './places-and-roles.ts';
import { useItems } from './use-items.ts';
import type { NewInvitation, Role } from './wire.ts';

/** Asks whom to invite as what and where; then shows the link, once. */
export function InviteModal({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const roles = useItems<Role>('/roles').data;
  const roleOptions = useRoleOptions();
  const nodes = useNodeOptions();
  const [made, setMade] = useState<NewInvitation | null>(null);
  if (made) return <Invited invitation={made} close={close} />;
  if (!roles) return null;
  const usual = roles.find((role) => role.key === 'sales_representative')?.id;
  return (
    <FormModal
      title={t('settings:invite.title')}
      groups={[
        {
          fields: [
            { key: 'email', label: 'settings:member.email', type: 'email', required: true },
            { key: 'name', label: 'settings:member.name', type: 'text' },
            {
              key: 'roleId',
              label: 'settings:field.role',
              type: 'choice',
              options: roleOptions,
              required: true,
            },
            {
              key: 'nodeId',
              label: 'settings:field.node',
              help: 'settings:field.nodeHelp',
              type: 'choice',
              options: nodes,
              required: true,
            },
          ],
        },
      ]}
      schema={invitationCreate}
      initial={{ roleId: usual, nodeId: nodes[0]?.value }}
      submitLabel={t('settings:invite.submit')}
      size="lg"
      stays
      close={close}
      onSubmit={async (body) => setMade(await api.post<NewInvitation>('/invitations', body))}
    />
  );
}

function Invited({ invitation, close }: { invitation: NewInvitation; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { email, url, mail, expiresAt } = invitation;
  const simulated = mail === 'simulated';
  return (
    <Modal
      opened
      onClose={close}
      title={t('settings:invite.done', { email })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack gap="sm">
        <Alert
          color={simulated ? 'amber' : 'blue'}
          p="xs"
          icon={simulated ? <IconMailOff size={18} /> : <IconMail size={18} />}
        >
          {t(simulated ? 'settings:invite.simulated' : 'settings:invite.mailed')}
        </Alert>
        <p style={{ margin: 0 }}>{t('settings:invite.link', { date: format.instant(expiresAt) })}</p>
        <CopySecret text={url} label={t('settings:invite.linkLabel')} />
        <Group justify="flex-end">
          <Button onClick={close}>{t('common:act.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
