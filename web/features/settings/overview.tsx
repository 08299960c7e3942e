import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import { Page } from '#web/components/page.tsx';
import classes from './overview.module.css';
import { subjectPath } from './subjects.ts';
import { useSubjects } from './use-subjects.ts';

/** All subjects with what each is for: where one looks when one does not know what a setting is called. */
export function SettingsOverview() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const groups = useSubjects(typed);
  return (
    <Page title={t('settings:title')}>
      <div className={classes.body}>
        <TextInput
          placeholder={t('settings:search')}
          aria-label={t('settings:search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {groups.map(({ group, subjects }) => (
          <section key={group}>
            <h2 className={classes.heading}>{t(`settings:group.${group}`)}</h2>
            <ul className={classes.cards}>
              {subjects.map(({ key, icon: Icon }) => (
                <li key={key}>
                  <Link to={subjectPath(key)} className={classes.card}>
                    <Icon size={18} stroke={1.6} aria-hidden />
                    <span>
                      <span className={classes.title}>{t(`settings:subject.${key}.title`)}</span>
                      <span className={classes.text}>{t(`settings:subject.${key}.text`)}</span>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <EmptyState icon={IconSearch} title={t('settings:noMatch')} />}
      </div>
    </Page>
  );
}
