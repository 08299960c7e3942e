import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '#web/components/error-state.tsx';
import { Page } from '#web/components/page.tsx';
import { ApiProblem } from '#web/platform/problem.ts';
import { useCan, useSession } from '#web/platform/session.ts';
import classes from './settings.module.css';
import { type SubjectKey, subjectOf } from './subjects.ts';

type Props = {
  subject: SubjectKey;
  /** For a page of one thing below the subject: its name instead of the subject's, without the sentence. */
  title?: ReactNode;
  documentTitle?: string;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A page of settings: what it is for, its acts, its content, or why this member may not see it. */
export function SettingsPage({ subject, title, documentTitle, aside, actions, children }: Props) {
  const { t } = useTranslation();
  const refused = useRefused(subject);
  const name = t(`settings:subject.${subject}.title`);
  if (refused)
    return (
      <Page title={name}>
        <ErrorState error={refused} />
      </Page>
    );
  return (
    <Page title={documentTitle ?? name} aside={aside} actions={actions}>
      {!documentTitle && (
        <Text c="dimmed" size="sm" className={classes.lead}>
          {t(`settings:subject.${subject}.text`)}
        </Text>
      )}
      {title}
      <div className={classes.stack}>{children}</div>
    </Page>
  );
}

function useRefused(key: SubjectKey): ApiProblem | null {
  const can = useCan();
  const modules = useSession()?.modules ?? [];
  const { capability, module } = subjectOf(key);
  if (module && !modules.includes(module)) return new ApiProblem({ status: 403, code: 'module_disabled' });
  return can(capability) ? null : new ApiProblem({ status: 403, code: 'forbidden' });
}
