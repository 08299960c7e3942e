import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rejectBody } from '#domain/approvals.ts';
import { fieldErrors } from '#domain/field-errors.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { When } from '#web/components/when.tsx';
import classes from '#web/features/approvals/approvals.module.css';
import { Reasons } from '#web/features/approvals/reasons.tsx';
import { api } from '#web/platform/api.ts';
import type { Quote } from './quote.ts';

export type ApprovalAct = 'request-approval' | 'approve' | 'reject';

const words: Record<ApprovalAct, string> = {
  'request-approval': 'ask',
  approve: 'approve',
  reject: 'reject',
};

/** Why a quote is held back, who was asked and what they said, and the acts that are open to the reader. */
export function ApprovalPanel({ quote }: { quote: Quote }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<ApprovalAct | null>(null);
  const { approval } = quote;
  if (!approval || (approval.state === 'none' && !approval.needed)) return null;
  const { state, reasons, request, mayDecide } = approval;
  const asks = approval.needed && state !== 'pending' && quote.abilities?.send === true;
  return (
    <SidePanel
      title={t('approvals:title')}
      action={<StatusBadge kind="approval" status={state === 'none' ? 'required' : state} plain />}
    >
      <div className={classes.panel}>
        <p className={classes.said}>{t(`approvals:state.${state}`)}</p>
        <Reasons reasons={reasons} />
        {request && <Asked request={request} />}
        {(asks || mayDecide) && (
          <div className={classes.acts}>
            {asks && (
              <Button size="compact-sm" onClick={() => setAct('request-approval')}>
                {t('approvals:ask.act')}
              </Button>
            )}
            {mayDecide && (
              <Button size="compact-sm" onClick={() => setAct('approve')}>
                {t('approvals:approve.act')}
              </Button>
            )}
            {mayDecide && state !== 'rejected' && (
              <Button size="compact-sm" variant="default" onClick={() => setAct('reject')}>
                {t('approvals:reject.act')}
              </Button>
            )}
          </div>
        )}
      </div>
      {act && <ApprovalDialog key={act} quote={quote} act={act} close={() => setAct(null)} />}
    </SidePanel>
  );
}

type Request = NonNullable<NonNullable<Quote['approval']>['request']>;

function Asked({ request }: { request: Request }) {
  const { t } = useTranslation();
  const { requestedBy, requestedAt, comment, decidedBy, decidedAt, decisionComment } = request;
  const isolated = (name: string | undefined) => `\u2068${name ?? ''}\u2069`;
  return (
    <>
      {requestedBy && (
        <p className={classes.said}>
          {t('approvals:askedBy', { name: isolated(requestedBy.name) })} · <When at={requestedAt} />
          {comment && (
            <q dir="auto" className={classes.quoted}>
              {comment}
            </q>
          )}
        </p>
      )}
      {decidedBy && decidedAt && (
        <p className={classes.said}>
          {t(`approvals:decided.${request.status === 'rejected' ? 'rejected' : 'approved'}`, {
            name: isolated(decidedBy.name),
          })}{' '}
          · <When at={decidedAt} />
          {decisionComment && (
            <q dir="auto" className={classes.quoted}>
              {decisionComment}
            </q>
          )}
        </p>
      )}
    </>
  );
}

type DialogProps = { quote: Quote; act: ApprovalAct; close: () => void };

/** Asks for approval, gives it or refuses it, with a word about it. */
export function ApprovalDialog({ quote, act, close }: DialogProps) {
  const { t } = useTranslation();
  const keep = useKeepRecord('quote');
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [comment, setComment] = useState('');
  const word = words[act];
  const body = comment.trim() === '' ? {} : { comment: comment.trim() };
  return (
    <ActDialog
      opened
      close={close}
      title={t(`approvals:${word}.title`, { number: `\u2068${quote.number}\u2069` })}
      effects={[t(`approvals:${word}.effect`), t('approvals:bound')]}
      confirm={t(`approvals:${word}.act`)}
      danger={act === 'reject'}
      check={() => {
        const checked = act === 'reject' ? rejectBody.safeParse(body) : null;
        return checked && !checked.success ? fieldErrors(checked.error, body) : [];
      }}
      run={async ({ idempotencyKey }) => {
        const options = { version: quote.version, idempotencyKey };
        keep(await api.post<Quote>(`/quotes/${quote.id}/${act}`, body, options));
        void queryClient.invalidateQueries({ queryKey: ['notification'] });
        notify.done(t(`approvals:${word}.done`));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t(`approvals:${word}.comment`)}
          withAsterisk={act === 'reject'}
          dir="auto"
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          value={comment}
          error={errorAt('comment')}
          onChange={(event) => {
            setComment(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}
