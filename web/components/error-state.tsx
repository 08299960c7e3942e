import { Button } from '@mantine/core';
import { IconCloudOff, IconError404, IconLock, IconPlugOff, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useProblemText } from '#web/platform/problem-text.ts';
import { EmptyState } from './empty-state.tsx';

const icons: Record<string, typeof IconLock> = {
  forbidden: IconLock,
  module_disabled: IconPlugOff,
  not_found: IconError404,
};

function titleKey(problem: ProblemDocument): string {
  if (problem.code === 'forbidden') return 'common:state.forbidden';
  if (problem.code === 'module_disabled') return 'common:state.moduleDisabled';
  if (problem.code === 'not_found') return 'common:state.notFound';
  if (problem.code === 'offline') return 'common:state.offline';
  return 'common:state.failed';
}

/** Something could not be shown: why, in words, and a way to try again where that can help, or else a way on. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const problem = problemOf(error);
  const lasting = ['forbidden', 'module_disabled', 'not_found'].includes(problem.code);
  return (
    <div role="alert" style={{ display: 'flex', flex: 1 }}>
      <EmptyState
        icon={icons[problem.code] ?? IconCloudOff}
        title={t(titleKey(problem))}
        text={text(problem)}
        actions={retry && (lasting ? <HomeLink /> : <Retry retry={retry} />)}
      />
    </div>
  );
}

function Retry({ retry }: { retry: () => void }) {
  const { t } = useTranslation();
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={retry}>
      {t('common:act.retry')}
    </Button>
  );
}

function HomeLink() {
  const { t } = useTranslation();
  return (
    <Button component={Link} to="/" variant="default">
      {t('common:act.goHome')}
    </Button>
  );
}
