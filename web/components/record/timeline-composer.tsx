import { Button, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { IconMail, IconNote, IconPhone, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { activityTypes } from '#domain/activities.ts';
import classes from './timeline-composer.module.css';
import { TimelineConversation } from './timeline-conversation.tsx';
import type { Activity, Place } from './timeline-item.ts';
import { type ActivityDraft, useActivityForm } from './timeline-use-form.ts';

const RichEditor = lazy(() =>
  import('./timeline-editor.tsx').then(({ RichEditor }) => ({ default: RichEditor })),
);

const icons = { note: IconNote, call: IconPhone, meeting: IconUsers, email: IconMail };
const order = [
  'note',
  'call',
  'meeting',
  'email',
] as const satisfies readonly (typeof activityTypes)[number][];

/** Where something new is written down; what was begun here stays until it is saved or given up. */
export function TimelineComposer({ place }: { place: Place }) {
  return <ActivityForm place={place} />;
}

type Props = { place: Place; activity?: Activity; close?: () => void };

/** The form of a note, call, meeting or email: a new one, or one that is there already. */
export function ActivityForm({ place, activity, close }: Props) {
  const { t } = useTranslation();
  const form = useActivityForm(place, activity, close);
  const { draft, change, errors } = form;
  const open = form.open || activity !== undefined;
  const choose = (type: ActivityDraft['type']) => {
    change({ type });
    if (type !== 'note') form.begin();
  };
  return (
    <form
      className={classes.composer}
      aria-label={t(activity ? 'timeline:edit' : 'timeline:compose')}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void form.save();
      }}
    >
      {!activity && <TypeSwitch type={draft.type} choose={choose} />}
      {open && draft.type !== 'note' && (
        <TextInput
          size="sm"
          label={t('timeline:field.subject')}
          dir="auto"
          maxLength={200}
          value={draft.subject}
          error={errors.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      )}
      <Suspense fallback={<Skeleton height={38} aria-hidden />}>
        <RichEditor
          key={form.generation}
          label={t(`timeline:write.${draft.type}`)}
          value={draft.body}
          error={errors.body}
          tools={open}
          autoFocus={activity !== undefined}
          onFocus={form.begin}
          onChange={(body) => change({ body })}
        />
      </Suspense>
      {open && draft.type !== 'note' && (
        <TimelineConversation draft={draft} change={change} errors={errors} />
      )}
      {open && (
        <div className={classes.composerActs}>
          <span className={classes.hint}>{t('timeline:hint')}</span>
          <Button size="compact-sm" variant="default" onClick={form.giveUp}>
            {t('common:act.cancel')}
          </Button>
          <Button size="compact-sm" type="submit" loading={form.saving}>
            {t(activity ? 'timeline:save' : `timeline:add.${draft.type}`)}
          </Button>
        </div>
      )}
    </form>
  );
}

function TypeSwitch({
  type,
  choose,
}: {
  type: ActivityDraft['type'];
  choose: (type: ActivityDraft['type']) => void;
}) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      className={classes.types}
      aria-label={t('timeline:type')}
      value={type}
      onChange={(value) => choose(value as ActivityDraft['type'])}
      data={order.map((one) => {
        const Icon = icons[one];
        return {
          value: one,
          label: (
            <span className={classes.typeLabel}>
              <Icon size={14} aria-hidden /> {t(`timeline:one.${one}`)}
            </span>
          ),
        };
      })}
    />
  );
}
