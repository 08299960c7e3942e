import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useNotify } from '../notify.tsx';
import classes from './bell.module.css';

/** Approves or rejects a quote from the notification that asked for it. */
export function ToldApproval({ quoteId }: { quoteId: string }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [running, setRunning] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const decide = async (act: 'approve' | 'reject', body: object) => {
    setRunning(true);
    try {
      await api.post(`/quotes/${quoteId}/${act}`, body);
      notify.done(t(`approvals:${act}.done`));
      setReason(null);
    } catch (error) {
      notify.refused(error);
    }
    setRunning(false);
    await queryClient.invalidateQueries({ queryKey: ['notification'] });
    void queryClient.invalidateQueries({ queryKey: ['quote'] });
  };
  if (reason !== null) {
    return (
      <div className={classes.decide}>
        <Textarea
          label={t('approvals:reject.comment')}
          dir="auto"
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <span className={classes.acts}>
          <Button
            size="compact-sm"
            color="red"
            loading={running}
            disabled={reason.trim() === ''}
            onClick={() => void decide('reject', { comment: reason.trim() })}
          >
            {t('approvals:reject.act')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setReason(null)}>
            {t('common:act.cancel')}
          </Button>
        </span>
      </div>
    );
  }
  return (
    <span className={classes.acts}>
      <Button size="compact-sm" loading={running} onClick={() => void decide('approve', {})}>
        {t('approvals:approve.act')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={running} onClick={() => setReason('')}>
        {t('approvals:reject.act')}
      </Button>
    </span>
  );
}
