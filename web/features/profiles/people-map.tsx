import { Anchor, Text } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Initials } from '#web/components/member-name.tsx';
import { OptionLabel } from '#web/components/option-label.tsx';
import { When } from '#web/components/when.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import classes from './profile.module.css';
import type { Person } from './profile.ts';

/** Who is who: the people by the role they play, and what they are part of. */
export function PeopleMap({ people }: { people: Person[] }) {
  const { t } = useTranslation();
  const byRole = Map.groupBy(people, ({ role }) => role);
  // Those without a role come last.
  const groups = [...byRole].sort(([a], [b]) => Number(a === null) - Number(b === null));
  return (
    <section>
      <h3 className={classes.title}>{t('profiles:people.title')}</h3>
      {people.length === 0 && <Text c="dimmed">{t('profiles:people.none')}</Text>}
      <div className={classes.groups}>
        {groups.map(([role, members]) => (
          <div key={role ?? ''} className={classes.group}>
            <Text size="xs" c="dimmed" fw={600}>
              {role ? <OptionLabel list="contact_role" value={role} /> : t('profiles:people.noRole')}
            </Text>
            <ul className={classes.people}>
              {members.map((person) => (
                <PersonCard key={person.id} person={person} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function PersonCard({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { id, name, jobTitle, isPrimary, lastContactedAt, openOpportunities, openQuotes } = person;
  return (
    <li className={classes.person}>
      <Initials name={name} size={28} />
      <div className={classes.who}>
        <Anchor inherit component={Link} to={recordPath('contact', id)} fw={500}>
          <bdi>{name}</bdi>
        </Anchor>
        {isPrimary && (
          <IconStarFilled
            size={12}
            role="img"
            aria-label={t('profiles:people.primary')}
            className={classes.star}
          />
        )}
        {jobTitle && (
          <Text size="xs" c="dimmed" component="div">
            <bdi>{jobTitle}</bdi>
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {lastContactedAt ? (
            <>
              {t('profiles:people.spoken')} <When at={lastContactedAt} />
            </>
          ) : (
            t('profiles:people.neverSpoken')
          )}
        </Text>
        {openOpportunities + openQuotes > 0 && (
          <Text size="xs" component="div">
            {[
              openOpportunities > 0 && t('profiles:people.opportunities', { count: openOpportunities }),
              openQuotes > 0 && t('profiles:people.quotes', { count: openQuotes }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        )}
      </div>
    </li>
  );
}
