import { PasswordInput, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export const leastPassword = 10;

type Props = {
  name: string;
  value: string;
  error?: string;
  label?: string;
  onChange: (event: { currentTarget: { value: string } }) => void;
};

/** How hard a password is to guess, 0–3: length first, then variety. A hint, not a gate. */
function strengthOf(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const distinct = new Set(password).size;
  if (password.length < leastPassword || distinct < 5) return 0;
  if (password.length >= 16 && distinct >= 8) return 3;
  return kinds >= 3 || password.length >= 13 ? 2 : 1;
}

const tones = ['red', 'amber', 'teal', 'green'];

/** A new password with a hint of its strength while it is typed. */
export function NewPassword(props: Props) {
  const { t } = useTranslation();
  const strength = strengthOf(props.value);
  return (
    <div>
      <PasswordInput
        {...props}
        label={props.label ?? t('entry:field.password')}
        description={t('entry:password.rule', { count: leastPassword })}
        autoComplete="new-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': t('entry:password.show') }}
      />
      {props.value && (
        <>
          <Progress
            value={(strength + 1) * 25}
            color={tones[strength]}
            size={4}
            mt={8}
            aria-label={t('entry:password.strength')}
          />
          <Text size="xs" c="dimmed" mt={4} aria-live="polite">
            {t(`entry:password.level.${strength}`)}
          </Text>
        </>
      )}
    </div>
  );
}
