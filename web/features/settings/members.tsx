import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { memberStatuses } from '#domain/members.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { Initials } from '#web/components/member-name.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { useUrlState } from '#web/platform/url-state.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { InviteModal } from './invite.tsx';
import { Loaded } from './loaded.tsx';
import { MoreButton } from './more-button.tsx';
import { Panel } from './panel.tsx';
import { usePathOf, useRoleNameById } from './places-and-roles.ts';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { usePages } from './use-items.ts';
import type { Member } from './wire.ts';

export function MembersSettings() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search] = useUrlState();
  const [inviting, setInviting] = useState(false);
  const members = usePages<Member>('/members', { q: search.q, status: search.status ?? 'active' });
  const total = members.data?.total;
  return (
    <SettingsPage
      subject="members"
      aside={total && format.total(total)}
      actions={
        <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
          {t('settings:invite.open')}
        </Button>
      }
    >
      <Filters />
      <Loaded query={members}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconUsers} title={t('settings:member.none')} />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((member) => (
                  <li key={member.id}>
                    <MemberRow member={member} />
                  </li>
                ))}
              </ul>
              <MoreButton pages={members} />
            </Panel>
          )
        }
      </Loaded>
      {inviting && <InviteModal close={() => setInviting(false)} />}
    </SettingsPage>
  );
}

function Filters() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const look = useDebouncedCallback((words: string) => change({ q: words || null }), 200);
  return (
    <div className={classes.filters}>
      <TextInput
        style={{ flexBasis: '16rem' }}
        placeholder={t('settings:member.search')}
        aria-label={t('settings:member.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        defaultValue={search.q ?? ''}
        onChange={(event) => look(event.currentTarget.value.trim())}
      />
      <SegmentedControl
        style={{ flex: 'none' }}
        size="xs"
        aria-label={t('settings:member.status')}
        value={search.status ?? 'active'}
        onChange={(status) => change({ status: status === 'active' ? null : status })}
        data={memberStatuses.map((status) => ({ value: status, label: t(`status:member.${status}`) }))}
      />
    </div>
  );
}

function MemberRow({ member }: { member: Member }) {
  const roleName = useRoleNameById();
  const pathOf = usePathOf();
  const roles = (member.assignments ?? []).map(({ roleId, roleName: fallback }) =>
    roleName(roleId, fallback),
  );
  return (
    <Link to={`/settings/members/${member.id}`} className={`${classes.row} ${classes.link}`} data-wrap>
      <Initials name={member.name} size={28} />
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{member.name}</bdi>
          {member.status !== 'active' && <StatusBadge kind="member" status={member.status} />}
        </span>
        <span className={classes.sub}>
          <bdi dir="ltr">{member.email}</bdi>
        </span>
      </span>
      <span className={classes.meta}>
        <span>
          {[...new Set(roles)].join(', ')}
          <bdi className={classes.sub}>{pathOf(member.homeNodeId)}</bdi>
        </span>
      </span>
    </Link>
  );
}
