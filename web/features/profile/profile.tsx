import { useTranslation } from 'react-i18next';
import { colourSchemes, profilePatch } from '#domain/members.ts';
import { locales } from '#domain/settings.ts';
import type { FieldGroup, Values } from '#web/components/form/field.ts';
import { Panel } from '#web/features/settings/panel.tsx';
import { SettingsForm } from '#web/features/settings/settings-form.tsx';
import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { CalendarPanel } from '#web/features/tasks/calendar-panel.tsx';
import { api } from '#web/platform/api.ts';
import { isLanguage } from '#web/platform/language.ts';
import { usePreferences } from '#web/platform/preferences.ts';
import { useSession } from '#web/platform/session.ts';

const groups: FieldGroup[] = [
  {
    fields: [
      {
        key: 'name',
        label: 'profile:field.name',
        help: 'profile:field.nameHelp',
        type: 'text',
        required: true,
        autoComplete: 'name',
      },
      {
        key: 'email',
        label: 'profile:field.email',
        help: 'profile:field.emailHelp',
        type: 'email',
        readOnly: true,
      },
      {
        key: 'timeZone',
        label: 'profile:field.timeZone',
        help: 'profile:field.timeZoneHelp',
        type: 'timeZone',
      },
    ],
  },
  {
    label: 'profile:look',
    fields: [
      {
        key: 'locale',
        label: 'profile:field.locale',
        type: 'choice',
        choices: locales,
        words: 'settings:language',
        required: true,
      },
      {
        key: 'colourScheme',
        label: 'profile:field.colourScheme',
        type: 'choice',
        choices: colourSchemes,
        words: 'common:theme',
        required: true,
      },
    ],
  },
];

export function Profile() {
  const { t } = useTranslation();
  const me = useSession();
  const { setLanguage, setColourScheme } = usePreferences();
  if (!me) return null;
  const { name, email, timeZone, locale, colourScheme } = me.member;
  const save = async (changes: Values) => {
    await api.patch('/me', changes);
    if (isLanguage(changes.locale)) await setLanguage(changes.locale);
    const scheme = colourSchemes.find((one) => one === changes.colourScheme);
    if (scheme) setColourScheme(scheme);
  };
  return (
    <SettingsPage subject="profile">
      <Panel title={t('profile:about')}>
        <SettingsForm
          groups={groups}
          values={{ name, email, timeZone, locale, colourScheme }}
          schema={profilePatch.loose()}
          save={save}
        />
      </Panel>
      <CalendarPanel />
    </SettingsPage>
  );
}
