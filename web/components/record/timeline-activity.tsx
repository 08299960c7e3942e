import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { useNotify } from '../notify.tsx';
import classes from './timeline.module.css';
import { ActivityForm } from './timeline-composer.tsx';
import type { Activity } from './timeline-item.ts';
import { ShownRichText } from './timeline-rich-text.tsx';

/** What somebody wrote down: its facts in a line, its text, and its acts for whoever may change it. */
export function ShownActivity({ activity }: { activity: Activity }) {
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <ActivityForm
        place={{ kind: activity.recordKind, id: activity.recordId }}
        activity={activity}
        close={() => setEditing(false)}
      />
    );
  }
  return (
    <div className={classes.card}>
      <div className={classes.said}>
        <Facts activity={activity} />
        {activity.body && <ShownRichText text={activity.body} />}
      </div>
      {(activity.abilities.edit || activity.abilities.delete) && (
        <Acts activity={activity} edit={() => setEditing(true)} />
      )}
    </div>
  );
}

function Facts({ activity }: { activity: Activity }) {
  const { t } = useTranslation();
  const { subject, direction, durationMinutes, outcome, contactIds, names } = activity;
  const outcomes = useOptionList(outcome ? 'activity_outcome' : undefined);
  const people = contactIds.flatMap((id) => names[id] ?? []);
  const facts = [
    direction && t(`timeline:direction.${direction}`),
    durationMinutes !== null && t('timeline:minutes', { count: durationMinutes }),
    outcome && (outcomes.find(({ value }) => value === outcome)?.label ?? outcome),
    people.length > 0 && t('timeline:with', { people: people.join(', ') }),
  ].filter((fact): fact is string => typeof fact === 'string');
  if (!subject && facts.length === 0) return null;
  return (
    <div className={classes.facts}>
      {subject && (
        <strong className={classes.subject}>
          <bdi>{subject}</bdi>
        </strong>
      )}
      {facts.map((fact) => (
        <span key={fact} className={classes.fact}>
          <bdi>{fact}</bdi>
        </span>
      ))}
    </div>
  );
}

function Acts({ activity, edit }: { activity: Activity; edit: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const refresh = () =>
    queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'timeline' });
  const act = async (send: () => Promise<unknown>, done: () => void) => {
    try {
      await send();
      await refresh();
      done();
    } catch (error) {
      notify.refused(error);
    }
  };
  const path = `/activities/${activity.id}`;
  const restore = () =>
    void act(
      () => api.post(`${path}/restore`),
      () => notify.done(t('timeline:restored')),
    );
  const remove = () =>
    void act(
      () => api.delete(path, { version: activity.version }),
      () => notify.done(t('timeline:removed'), restore),
    );
  return (
    // Focus stays where editing begins; given back to the menu, it would take the first words with it.
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('timeline:acts')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {activity.abilities.edit && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={edit}>
            {t('timeline:edit')}
          </Menu.Item>
        )}
        {activity.abilities.delete && (
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>
            {t('timeline:remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
