import { Button } from '@mantine/core';
import { IconError404 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '#web/platform/page-title.ts';
import { EmptyState } from './empty-state.tsx';

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('common:state.noPage'));
  return (
    <EmptyState
      icon={IconError404}
      title={t('common:state.noPage')}
      text={t('common:state.noPageText')}
      actions={
        <Button component={Link} to="/" variant="default">
          {t('common:act.goHome')}
        </Button>
      }
    />
  );
}
