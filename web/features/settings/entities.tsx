import { Button } from '@mantine/core';
import { IconBuildingBank, IconChevronRight, IconSitemap } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import entityClasses from './entity.module.css';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useItems } from './use-items.ts';
import type { Entity } from './wire.ts';

export function EntitiesSettings() {
  const { t } = useTranslation();
  const entities = useItems<Entity>('/settings/entities');
  const add = (
    <Button
      component={Link}
      to="/settings/hierarchy"
      variant="default"
      leftSection={<IconSitemap size={16} aria-hidden />}
    >
      {t('settings:entity.add')}
    </Button>
  );
  return (
    <SettingsPage subject="entities" actions={add}>
      <Loaded query={entities}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconBuildingBank} title={t('settings:entity.none')} />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((entity) => (
                  <li key={entity.id}>
                    <EntityRow entity={entity} />
                  </li>
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function EntityRow({ entity }: { entity: Entity }) {
  const { t } = useTranslation();
  const colour = entity.accentColour ?? 'var(--line-strong)';
  return (
    <Link to={`/settings/entities/${entity.id}`} className={`${classes.row} ${classes.link}`}>
      <span className={entityClasses.swatch} style={{ background: colour }} aria-hidden />
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{entity.name}</bdi>
          {entity.archivedAt && <span className={classes.tag}>{t('settings:archived')}</span>}
        </span>
        <span className={classes.sub}>
          {entity.legalName ? <bdi>{entity.legalName}</bdi> : t('settings:entity.noLegalName')}
        </span>
      </span>
      <span className={classes.meta}>
        <bdi>{entity.currency}</bdi>
        <IconChevronRight size={16} aria-hidden className={entityClasses.arrow} />
      </span>
    </Link>
  );
}
