import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleAssignmentCreate } from '#domain/members.ts';
import { api } from '#web/platform/api.ts';
import { FormModal } from './form-modal.tsx';
import { Panel } from './panel.tsx';
import { useNodeOptions, usePathOf, useRoleNameById, useRoleOptions } from './places-and-roles.ts';
import classes from './settings.module.css';
import { useAct } from './use-act.ts';
import type { Assignment, Member } from './wire.ts';

const refusals = { forbidden: 'settings:role.notYours' };

/** What the member may do where. The server is always told the whole list. */
export function MemberRoles({ member }: { member: Member }) {
  const { t } = useTranslation();
  const act = useAct();
  const roleName = useRoleNameById();
  const pathOf = usePathOf();
  const [adding, setAdding] = useState(false);
  if (!member.assignments) return null;
  const held = member.assignments.map(({ roleId, nodeId }) => ({ roleId, nodeId }));
  const put = (assignments: Assignment[], version?: number) =>
    api.put(`/members/${member.id}/roles`, { assignments }, { version });
  const remove = (gone: Assignment, name: string) =>
    act(
      () =>
        put(
          held.filter((one) => one.roleId !== gone.roleId || one.nodeId !== gone.nodeId),
          member.version,
        ),
      {
        done: t('settings:member.roleRemoved', { name }),
        undo: () => void act(() => put(held), { refusals }),
        refusals,
      },
    );
  const mayEdit = member.abilities?.edit;
  return (
    <Panel
      title={t('settings:member.roles')}
      text={t('settings:member.rolesText')}
      flush
      actions={
        mayEdit && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t('settings:member.addRole')}
          </Button>
        )
      }
    >
      <ul className={classes.rows}>
        {member.assignments.map((one) => {
          const name = roleName(one.roleId, one.roleName);
          return (
            <li key={one.roleId + one.nodeId} className={classes.row}>
              <span className={classes.main}>
                <span className={classes.name}>{name}</span>
                <span className={classes.sub}>{t('settings:member.at', { place: pathOf(one.nodeId) })}</span>
              </span>
              {mayEdit && (
                <ActionIcon
                  aria-label={t('settings:member.removeRole', { name })}
                  title={t('settings:member.removeRole', { name })}
                  onClick={() => void remove(one, name)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </li>
          );
        })}
        {member.assignments.length === 0 && (
          <li className={classes.row}>
            <span className={classes.sub}>{t('settings:member.noRoles')}</span>
          </li>
        )}
      </ul>
      {adding && (
        <AddRole
          homeNodeId={member.homeNodeId}
          close={() => setAdding(false)}
          add={(one) => put([...held, one], member.version)}
        />
      )}
    </Panel>
  );
}

type AddProps = { homeNodeId: string; close: () => void; add: (one: Assignment) => Promise<unknown> };

function AddRole({ homeNodeId, close, add }: AddProps) {
  const { t } = useTranslation();
  const roles = useRoleOptions();
  const nodes = useNodeOptions();
  return (
    <FormModal
      title={t('settings:member.addRole')}
      groups={[
        {
          fields: [
            { key: 'roleId', label: 'settings:field.role', type: 'choice', options: roles, required: true },
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
      schema={roleAssignmentCreate}
      initial={{ nodeId: homeNodeId }}
      submitLabel={t('common:act.add')}
      done={t('settings:member.roleAdded')}
      close={close}
      onSubmit={(body) => add(body as Assignment)}
    />
  );
}
