import { Alert, Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntryForm } from '#web/features/entry/use-entry-form.ts';

type Props = {
  title: string;
  submitLabel: string;
  prove: (password: string) => Promise<unknown>;
  close: () => void;
};

/** Proves again who sits at the screen before something that a passer-by must not do. */
export function AskPassword({ title, submitLabel, prove, close }: Props) {
  const { t } = useTranslation();
  const { submit, input, failure, problem, sending } = useEntryForm(
    { password: '' },
    async ({ password }) => {
      await prove(password);
      close();
    },
  );
  const wrong = problem?.code === 'wrong_credentials';
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('common:act.close') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {failure && !wrong && (
            <Alert color="red" role="alert" p="xs">
              {failure}
            </Alert>
          )}
          <PasswordInput
            {...input('password')}
            error={wrong ? t('profile:password.wrong') : input('password').error}
            label={t('profile:password.current')}
            description={t('profile:two.why')}
            autoComplete="current-password"
            data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': t('entry:password.show') }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:act.cancel')}
            </Button>
            <Button type="submit" loading={sending}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
