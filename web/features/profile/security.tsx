import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { PasswordChange } from './password-change.tsx';
import { Sessions } from './sessions.tsx';
import { TwoFactor } from './two-factor.tsx';

export function Security() {
  return (
    <SettingsPage subject="security">
      <PasswordChange />
      <TwoFactor />
      <Sessions />
    </SettingsPage>
  );
}
