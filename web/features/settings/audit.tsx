import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { api } from '#web/platform/api.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useFormat } from '#web/platform/use-format.ts';
import auditClasses from './audit.module.css';
import { AuditEntryLine } from './audit-entry.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { Loaded } from './loaded.tsx';
import { MoreButton } from './more-button.tsx';
import { Panel } from './panel.tsx';
import { SettingsPage } from './settings-page.tsx';
import { usePages } from './use-items.ts';
import type { AuditEntry, Verdict } from './wire.ts';

export function AuditSettings() {
  const { t } = useTranslation();
  const format = useFormat();
  const [{ actorId, recordKind, recordId, from, to }] = useUrlState();
  const entries = usePages<AuditEntry>('/audit', { actorId, recordKind, recordId, from, to });
  const verify = useMutation({ mutationFn: () => api.get<Verdict>('/audit/verify') });
  const total = entries.data?.total;
  return (
    <SettingsPage
      subject="audit"
      aside={total && format.total(total)}
      actions={
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('settings:audit.verify')}
        </Button>
      }
    >
      <div aria-live="polite">
        {verify.data && <VerdictAlert verdict={verify.data} close={verify.reset} />}
        {verify.isError && <ErrorState error={verify.error} />}
      </div>
      <AuditFilters />
      <Loaded query={entries}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconHistory} title={t('settings:audit.none')} />
          ) : (
            <Panel flush>
              <ol className={auditClasses.entries}>
                {items.map((entry) => (
                  <AuditEntryLine key={entry.id} entry={entry} />
                ))}
              </ol>
              <MoreButton pages={entries} />
            </Panel>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

function VerdictAlert({ verdict, close }: { verdict: Verdict; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { valid, entries, brokenAt } = verdict;
  return (
    <Alert
      color={valid ? 'green' : 'red'}
      icon={valid ? <IconShieldCheck size={18} /> : <IconAlertTriangle size={18} />}
      title={t(valid ? 'settings:audit.valid' : 'settings:audit.broken')}
      withCloseButton
      closeButtonLabel={t('common:act.close')}
      onClose={close}
    >
      {valid
        ? t('settings:audit.validText', { count: entries })
        : t('settings:audit.brokenText', { position: format.decimal(brokenAt ?? 0) })}
    </Alert>
  );
}
