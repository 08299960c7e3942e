import { ActionIcon, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProblemDocument } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { formatBytes } from './file.ts';
import classes from './files.module.css';
import type { Upload } from './use-uploads.ts';

function useWhy() {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const sayField = useFieldProblemText();
  const say = useProblemText();
  return (problem: ProblemDocument) => {
    const [field] = problem.errors ?? [];
    if (field) return sayField(field, { required: 'files:emptyFile' });
    const limit = typeof problem.mostBytes === 'number' ? formatBytes(problem.mostBytes, locale) : null;
    if (problem.code === 'too_large' && limit) return t('files:tooLarge', { limit });
    if (problem.code === 'quota_exceeded' && limit) return t('files:full', { limit });
    return say(problem);
  };
}

/** What is on its way, and what was refused and why. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation();
  const why = useWhy();
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label={t('files:onTheirWay')}>
      {uploads.map(({ id, name, part, problem, cancel }) => (
        <li key={id} className={classes.upload} data-refused={problem ? true : undefined}>
          <div className={classes.uploadText}>
            <bdi className={classes.name}>{name}</bdi>
            {problem ? (
              <Text size="xs" c="var(--tone-red-text)" role="alert">
                <IconAlertTriangle size={12} aria-hidden /> {why(problem)}
              </Text>
            ) : (
              <Progress
                value={part * 100}
                size="sm"
                aria-label={t('files:uploading', { name })}
                striped={part >= 1}
                animated={part >= 1}
              />
            )}
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={cancel}
            aria-label={t(problem ? 'files:dismiss' : 'files:cancel', { name })}
          >
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
