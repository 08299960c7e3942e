import { ActionIcon, Indicator, Popover, ScrollArea, Text, Tooltip } from '@mantine/core';
import { IconProgressCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../notify.tsx';
import { JobRow } from './job-row.tsx';
import { useJobWords } from './job-words.ts';
import { bulkResult, isRunning, type Job, useJobs } from './use-jobs.ts';
import { useUndoBulk } from './use-undo-bulk.ts';

/** Long work that this member began: how far it is, and what came of it. Says so when something ends. */
export function JobsTray() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const [opened, setOpened] = useState(false);
  useTellEnds(jobs);
  const running = jobs.filter(isRunning).length;
  if (jobs.length === 0) return null;
  const label = running > 0 ? t('lists:job.running', { count: running }) : t('lists:job.tray');
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={340}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <Indicator disabled={running === 0} processing size={8} offset={6}>
            <ActionIcon aria-label={label} aria-expanded={opened} onClick={() => setOpened(!opened)}>
              <IconProgressCheck size={18} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('lists:job.tray')}>
        <Text fw={500} px="sm" py={8}>
          {t('lists:job.tray')}
        </Text>
        <ScrollArea.Autosize mah={380} type="auto">
          {jobs.slice(0, 10).map((job) => (
            <JobRow key={job.id} job={job} close={() => setOpened(false)} />
          ))}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A message when work that was seen running has ended, with undo where there is one; lists are looked at again. */
function useTellEnds(jobs: Job[]): void {
  const seen = useRef(new Set<string>());
  const queryClient = useQueryClient();
  const notify = useNotify();
  const words = useJobWords();
  const undo = useUndoBulk();
  const tell = useRef((_job: Job): void => undefined);
  tell.current = (job) => {
    const result = bulkResult(job);
    void queryClient.invalidateQueries(result ? { queryKey: [result.kind] } : undefined);
    const undoable = result && result.changed > 0 && !result.undoOf;
    notify.done(
      `${words.title(job)}: ${words.outcome(job)}`,
      undoable ? () => undo.mutate(job.id) : undefined,
    );
  };
  useEffect(() => {
    for (const job of jobs) {
      if (isRunning(job)) seen.current.add(job.id);
      else if (seen.current.delete(job.id)) tell.current(job);
    }
  }, [jobs]);
}
