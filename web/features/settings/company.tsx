import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { locales, organisationPatch } from '#domain/settings.ts';
import type { FieldGroup } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsPage } from './settings-page.tsx';
import type { Organisation } from './wire.ts';

const groups: FieldGroup[] = [
  {
    fields: [
      { key: 'name', label: 'settings:company.name', type: 'text', required: true, wide: true },
      { key: 'country', label: 'settings:company.country', type: 'country' },
      { key: 'timeZone', label: 'settings:company.timeZone', type: 'timeZone', required: true },
      {
        key: 'currency',
        label: 'settings:company.currency',
        help: 'settings:company.currencyHelp',
        type: 'currency',
        required: true,
      },
      {
        key: 'locale',
        label: 'settings:company.locale',
        help: 'settings:company.localeHelp',
        type: 'choice',
        choices: locales,
        words: 'settings:language',
        required: true,
      },
    ],
  },
];

export function CompanySettings() {
  const { t } = useTranslation();
  const organisation = useQuery({
    queryKey: ['settings', 'organisation'],
    queryFn: ({ signal }) => api.get<Organisation>('/settings/organisation', { signal }),
  });
  return (
    <SettingsPage subject="company">
      <Loaded query={organisation}>
        {({ version, name, currency, country, timeZone, locale }) => (
          <Panel title={t('settings:company.profile')}>
            <SettingsForm
              groups={groups}
              values={{ name, currency, country, timeZone, locale }}
              version={version}
              schema={organisationPatch}
              save={(changes, base) => api.patch('/settings/organisation', changes, { version: base })}
            />
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}
