import { TextInput } from '@mantine/core';
import { IconChevronLeft, IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './settings-frame.module.css';
import { subjectPath } from './subjects.ts';
import { useSubjects } from './use-subjects.ts';

/** The searchable index of settings at the start side, and the chosen page beside it. */
export function SettingsFrame() {
  const overview = useLocation().pathname.replace(/\/$/, '') === '/settings';
  if (overview) return <Outlet />;
  return (
    <div className={classes.frame}>
      <Index />
      <div className={classes.content}>
        <Back />
        <Outlet />
      </div>
    </div>
  );
}

/** One step up: from one thing to its subject; where the index has no room, from a subject to all of them. */
function Back() {
  const { t } = useTranslation();
  const [, , key = '', deeper] = useLocation().pathname.split('/');
  const inside = Boolean(deeper);
  return (
    <Link
      to={inside ? subjectPath(key) : '/settings'}
      className={classes.back}
      data-inside={inside || undefined}
    >
      <IconChevronLeft size={16} aria-hidden className={classes.arrow} />
      {inside ? t(`settings:subject.${key}.title`, { defaultValue: '' }) : t('settings:title')}
    </Link>
  );
}

function Index() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const groups = useSubjects(typed);
  const navigate = useNavigate();
  const first = groups[0]?.subjects[0];
  const open = (key: string) => {
    if (key === 'Enter' && typed && first) void navigate({ to: subjectPath(first.key) });
    if (key === 'Escape') setTyped('');
  };
  return (
    <nav className={classes.side} aria-label={t('settings:title')}>
      <TextInput
        size="xs"
        className={classes.search}
        placeholder={t('settings:search')}
        aria-label={t('settings:search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => open(event.key)}
      />
      {groups.map(({ group, subjects }) => (
        <section key={group} className={classes.group}>
          <h2 className={classes.heading}>{t(`settings:group.${group}`)}</h2>
          {subjects.map(({ key, icon: Icon }) => (
            <Link
              key={key}
              to={subjectPath(key)}
              className={classes.place}
              activeOptions={{ includeSearch: false }}
            >
              <Icon size={16} stroke={1.7} aria-hidden />
              {t(`settings:subject.${key}.title`)}
            </Link>
          ))}
        </section>
      ))}
      {groups.length === 0 && <p className={classes.nothing}>{t('settings:noMatch')}</p>}
    </nav>
  );
}
