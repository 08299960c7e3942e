import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComplete } from './use-complete.ts';

type Props = { id: string; subject: string; done: boolean; disabled?: boolean };

/** The box that is ticked when a task is done: at once, and back where the server refuses. */
export function CompleteBox({ id, subject, done, disabled }: Props) {
  const { t } = useTranslation();
  const { complete, reopen } = useComplete();
  const [asked, setAsked] = useState<boolean | null>(null);
  const toggle = (checked: boolean) => {
    setAsked(checked);
    (checked ? complete : reopen)(id, { onSettled: () => setAsked(null) });
  };
  return (
    <Checkbox
      radius="xl"
      size="sm"
      checked={asked ?? done}
      disabled={disabled}
      aria-label={t(done ? 'tasks:reopenOf' : 'tasks:completeOf', { subject })}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  );
}
