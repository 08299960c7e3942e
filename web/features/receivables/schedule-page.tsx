import { ActionIcon, Button, NumberInput, Switch, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '#web/features/settings/loaded.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { useAct } from '#web/features/settings/use-act.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './receivables.module.css';
import type { Schedule } from './receivables.ts';

const mostSteps = 6;

/** When customers are reminded of what is overdue. */
export function SchedulePage() {
  const schedule = useQuery({
    queryKey: ['settings', '/settings/reminders'],
    queryFn: ({ signal }) => api.get<Schedule>('/settings/reminders', { signal }),
  });
  return (
    <SettingsPage subject="reminders">
      <Loaded query={schedule}>{(found) => <Form key={found.version} schedule={found} />}</Loaded>
    </SettingsPage>
  );
}

type Step = Schedule['steps'][number] & { key: number };

function Form({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const [enabled, setEnabled] = useState(schedule.enabled);
  const [steps, setSteps] = useState<Step[]>(schedule.steps.map((step, key) => ({ ...step, key })));
  const set = (key: number, change: Partial<Step>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  const days = steps.map((step) => step.days);
  const twice = new Set(days).size < days.length;
  const add = () =>
    setSteps([
      ...steps,
      {
        key: Math.max(0, ...steps.map(({ key }) => key)) + 1,
        days: Math.min(365, Math.max(0, ...days) + 14),
        texts: {},
      },
    ]);
  const save = () => {
    const body = { enabled, steps: steps.map(({ key: _, ...step }) => step) };
    return act(() => api.put('/settings/reminders', body, { version: schedule.version }), {
      done: t('settings:saved'),
    });
  };
  return (
    <Panel
      title={t('receivables:schedule.title')}
      text={
        schedule.enabledOn
          ? t('receivables:schedule.since', { date: `\u2068${format.date(schedule.enabledOn)}\u2069` })
          : undefined
      }
      even
    >
      <div className={classes.stack}>
        <Switch
          label={t('receivables:schedule.enabled')}
          description={t('receivables:schedule.enabledHelp')}
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        {steps.map((step, at) => (
          <fieldset key={step.key} className={classes.step}>
            <div className={classes.stepHead}>
              <NumberInput
                label={t('receivables:schedule.days')}
                min={0}
                max={365}
                allowDecimal={false}
                value={step.days}
                onChange={(value) => set(step.key, { days: Number(value) || 0 })}
                error={twice && days.indexOf(step.days) !== at ? t('receivables:schedule.twice') : undefined}
              />
              <ActionIcon
                aria-label={t('receivables:schedule.remove', { days: format.decimal(step.days) })}
                disabled={steps.length === 1}
                onClick={() => setSteps(steps.filter(({ key }) => key !== step.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
            <div className={classes.pair}>
              {(['en', 'ar'] as const).map((language) => (
                <Textarea
                  key={language}
                  label={t('receivables:schedule.textIn', {
                    language: t(`settings:templates.languages.${language}`),
                  })}
                  placeholder={t('receivables:schedule.usualText')}
                  lang={language}
                  dir={language === 'ar' ? 'rtl' : 'ltr'}
                  autosize
                  minRows={3}
                  value={step.texts[language] ?? ''}
                  onChange={(event) =>
                    set(step.key, { texts: { ...step.texts, [language]: event.currentTarget.value || null } })
                  }
                />
              ))}
            </div>
          </fieldset>
        ))}
        <div className={classes.acts}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={steps.length >= mostSteps}
            onClick={add}
          >
            {t('receivables:schedule.add')}
          </Button>
          <Button disabled={twice} onClick={() => void save()}>
            {t('common:act.save')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
