import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';

type Props = {
  accountId: string;
  query: { from: string; to: string; currency: string };
  opened: boolean;
  close: () => void;
};

/** Asks before a statement goes to the customer. */
export function SendStatement({ accountId, query, opened, close }: Props) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [message, setMessage] = useState('');
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('receivables:statement.send')}
      effects={[t('receivables:statement.sendEffect')]}
      confirm={t('receivables:statement.send')}
      run={async ({ idempotencyKey }) => {
        const body = { ...query, ...(message.trim() ? { message } : {}) };
        await api.post(`/accounts/${accountId}/statement/send`, body, { idempotencyKey });
        await queryClient.invalidateQueries({ queryKey: ['account'] });
        notify.done(t('receivables:statement.sent'));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t('receivables:message')}
          description={t('receivables:messageHelp')}
          autosize
          minRows={3}
          dir="auto"
          value={message}
          error={errorAt('message')}
          onChange={(event) => {
            setMessage(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
