import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntryForm } from '#web/features/entry/use-entry-form.ts';
import { CopySecret, CopyText } from '#web/features/settings/copy-secret.tsx';
import { api } from '#web/platform/api.ts';
import { meQuery } from '#web/platform/session.ts';
import classes from './profile.module.css';
import { QrCode } from './qr-code.tsx';

export type TwoFactorSecret = { uri: string; backupCodes: string[] };

/** Scan, prove that it works, keep the backup codes: only then is two-factor sign-in on. */
export function SetUpTwoFactor({ secret, close }: { secret: TwoFactorSecret; close: () => void }) {
  const { t } = useTranslation();
  const [confirmed, setConfirmed] = useState(false);
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      size="lg"
      title={t(confirmed ? 'profile:two.codesTitle' : 'profile:two.scanTitle')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {confirmed ? (
        <BackupCodes codes={secret.backupCodes} close={close} />
      ) : (
        <Scan uri={secret.uri} close={close} done={() => setConfirmed(true)} />
      )}
    </Modal>
  );
}

/** The key in an `otpauth:` address, in groups that can be typed. */
function keyOf(uri: string): string {
  const key = new URLSearchParams(uri.slice(uri.indexOf('?'))).get('secret') ?? '';
  return key.replace(/(.{4})(?=.)/g, '$1 ');
}

function Scan({ uri, close, done }: { uri: string; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { submit, input, failure, problem, sending } = useEntryForm({ code: '' }, async ({ code }) => {
    await api.post('/auth/totp/confirm', { code: code.replace(/\s/g, '') });
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    done();
  });
  const wrong = problem?.code === 'wrong_code';
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {failure && !wrong && (
          <Alert color="red" role="alert" p="xs">
            {failure}
          </Alert>
        )}
        <div className={classes.setUp}>
          <div className={classes.code}>
            <QrCode text={uri} label={t('profile:two.qr')} />
          </div>
          <div className={classes.steps}>
            <Text>{t('profile:two.scan')}</Text>
            <Text size="sm" c="dimmed">
              {t('profile:two.manual')}
            </Text>
            <CopySecret text={keyOf(uri)} label={t('profile:two.key')} />
            <TextInput
              {...input('code')}
              error={wrong ? t('problems:wrong_code') : input('code').error}
              label={t('profile:two.code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              dir="ltr"
              data-autofocus
            />
          </div>
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button type="submit" loading={sending}>
            {t('profile:two.enable')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function BackupCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Alert color="amber" p="xs" icon={<IconAlertTriangle size={18} />}>
        {t('profile:two.codesText')}
      </Alert>
      <ul className={classes.backup} aria-label={t('profile:two.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <CopyText text={codes.join('\n')} />
        <Button onClick={close}>{t('profile:two.kept')}</Button>
      </Group>
    </Stack>
  );
}
