import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LedgerRole, ledgerAccountsPatch, ledgerRoles } from '#domain/receivables.ts';
import { localToday } from '#web/components/document/local-today.ts';
import { DateField } from '#web/components/form/inputs/date-field.tsx';
import { asText } from '#web/components/form/use-base.ts';
import { Loaded } from '#web/features/settings/loaded.tsx';
import { Panel } from '#web/features/settings/panel.tsx';
import { SettingsForm } from '#web/features/settings/settings-form.tsx';
import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { api, apiUrl } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import classes from './receivables.module.css';

type Codes = Record<LedgerRole, string>;

/** The accounts of an outside ledger, and what is to be booked there. */
export function LedgerPage() {
  const { t } = useTranslation();
  const can = useCan();
  const codes = useQuery({
    queryKey: ['settings', '/settings/ledger'],
    queryFn: ({ signal }) => api.get<Codes>('/settings/ledger', { signal }),
  });
  return (
    <SettingsPage subject="ledger">
      {can('accounting.journals.export') && (
        <Panel title={t('receivables:ledger.export')} text={t('receivables:ledger.exportHelp')} even>
          <Export />
        </Panel>
      )}
      <Loaded query={codes}>
        {(values) => (
          <Panel title={t('receivables:ledger.accounts')} text={t('receivables:ledger.accountsHelp')}>
            <SettingsForm
              groups={[
                {
                  fields: ledgerRoles.map((key) => ({
                    key,
                    label: `receivables:ledger.role.${key}`,
                    type: 'text' as const,
                    required: true,
                  })),
                },
              ]}
              values={values}
              schema={ledgerAccountsPatch}
              save={(changes) => api.patch('/settings/ledger', changes)}
            />
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Export() {
  const { t } = useTranslation();
  const today = localToday();
  const [range, setRange] = useState({ from: `${today.slice(0, 7)}-01`, to: today });
  const sound = range.from !== '' && range.from <= range.to;
  return (
    <div className={classes.asked}>
      {(['from', 'to'] as const).map((key) => (
        <DateField
          key={key}
          field={{ key, label: `receivables:statement.${key}`, type: 'date', required: true }}
          value={range[key]}
          error={key === 'to' && !sound ? t('receivables:statement.badRange') : undefined}
          onChange={(date) => setRange({ ...range, [key]: asText(date) })}
        />
      ))}
      <div className={classes.acts}>
        <Button
          component="a"
          href={sound ? apiUrl('/journals/export.csv', range) : undefined}
          data-disabled={!sound || undefined}
          aria-disabled={!sound}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('receivables:ledger.download')}
        </Button>
      </div>
    </div>
  );
}
