import { Button } from '@mantine/core';
import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import entityClasses from './entity.module.css';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { useRoleName } from './places-and-roles.ts';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useItems } from './use-items.ts';
import type { Role } from './wire.ts';

export function RolesSettings() {
  const { t } = useTranslation();
  const roles = useItems<Role>('/roles');
  return (
    <SettingsPage
      subject="roles"
      actions={
        <Button component={Link} to="/settings/roles/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('settings:role.new')}
        </Button>
      }
    >
      <Loaded query={roles}>
        {(items) => (
          <Panel flush>
            <ul className={classes.rows}>
              {items.map((role) => (
                <li key={role.id}>
                  <RoleRow role={role} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function RoleRow({ role }: { role: Role }) {
  const { t } = useTranslation();
  const nameOf = useRoleName();
  return (
    <Link to={`/settings/roles/${role.id}`} className={`${classes.row} ${classes.link}`}>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{nameOf(role)}</bdi>
          {role.builtIn && <span className={classes.tag}>{t('settings:role.isBuiltIn')}</span>}
        </span>
        <span className={classes.sub}>
          {role.key && `${t(`settings:role.about.${role.key}`, { defaultValue: '' })} `}
          {t('settings:role.count', { count: role.grants.length })}
        </span>
      </span>
      <IconChevronRight size={16} aria-hidden className={entityClasses.arrow} />
    </Link>
  );
}
