import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages } from '#web/platform/language.ts';
import { usePreferences } from '#web/platform/preferences.ts';

/** Each language by its own name; the page turns round at once. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      m={4}
      aria-label={t('common:language.label')}
      value={language}
      onChange={(code) => {
        if (isLanguage(code)) void setLanguage(code);
      }}
      data={languages.map(({ code, name }) => ({ value: code, label: <span lang={code}>{name}</span> }))}
    />
  );
}
