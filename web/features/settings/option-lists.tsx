import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/platform/use-format.ts';
import entityClasses from './entity.module.css';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useItems } from './use-items.ts';
import type { OptionListAnswer } from './wire.ts';

export function OptionListsSettings() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const lists = useItems<OptionListAnswer>('/option-lists');
  return (
    <SettingsPage subject="lists">
      <Loaded query={lists}>
        {(items) => (
          <Panel flush>
            <ul className={classes.rows}>
              {items.map(({ name, items: options }) => (
                <li key={name}>
                  <Link to={`/settings/lists/${name}`} className={`${classes.row} ${classes.link}`}>
                    <span className={classes.main}>
                      <span className={classes.name}>{t(`settings:list.name.${name}`)}</span>
                      <span className={classes.sub}>
                        {options
                          .filter((option) => option.active)
                          .slice(0, 5)
                          .map((option) => (i18n.language === 'ar' && option.labelAr) || option.label)
                          .join(t('settings:comma'))}
                      </span>
                    </span>
                    <span className={classes.meta}>
                      {format.decimal(options.length)}
                      <IconChevronRight size={16} aria-hidden className={entityClasses.arrow} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}
