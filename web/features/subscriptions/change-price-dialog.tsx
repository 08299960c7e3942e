import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePriceBody, subscriptionPatch } from '#domain/subscriptions.ts';
import { problemsOf } from '#web/components/document/dialog-inputs.tsx';
import { linesBody } from '#web/components/document/draft.ts';
import { LineGrid } from '#web/components/document/line-grid.tsx';
import { DraftTotals } from '#web/components/document/totals.tsx';
import { type DocumentState, useDocument } from '#web/components/document/use-document.ts';
import { useNotify } from '#web/components/notify.tsx';
import { useKeepRecord } from '#web/components/record/use-record.ts';
import { api } from '#web/platform/api.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { DialogProps } from './dialog-props.ts';
import { isolated, type Subscription } from './subscription.ts';

const keys = ['discountType', 'discountValue', 'currency'];

/** Another price from the next period on: the lines as they will be, priced as they are typed. */
export function ChangePriceDialog({ subscription, act, close }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={act === 'changePrice'}
      onClose={close}
      size="72rem"
      title={t('subscriptions:price.title', { title: isolated(subscription.title) })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {act === 'changePrice' && <Inside subscription={subscription} close={close} />}
    </Modal>
  );
}

function bodyFrom({ draft }: DocumentState<Subscription>) {
  const { discountType, discountValue } = draft.fields;
  return {
    lines: linesBody(draft.lines),
    discountType: discountType ?? 'none',
    ...(discountType && discountType !== 'none' ? { discountValue } : {}),
  };
}

function useSend(close: () => void) {
  const { t } = useTranslation();
  const notify = useNotify();
  const keep = useKeepRecord('subscription');
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (act: () => Promise<Subscription>, done: string) => {
    setSending(true);
    setProblem(null);
    try {
      keep(await act());
      notify.done(t(done));
      close();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  return { send, problem, sending };
}

function Inside({ subscription, close }: { subscription: Subscription; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const { id, version, plannedPrice, next } = subscription;
  // A price is typed as a draft of its own, never over the one that holds; it is kept nowhere until it is sent.
  const state = useDocument<Subscription>({
    kind: 'subscription',
    item: { ...subscription, id: `${id}.price`, ...(plannedPrice ? { lines: plannedPrice.lines } : {}) },
    keys,
    schema: subscriptionPatch,
  });
  const { send, problem, sending } = useSend(close);
  const [checked, setChecked] = useState<string[]>([]);
  const submit = () => {
    const body = bodyFrom(state);
    const problems = problemsOf(changePriceBody, body);
    setChecked([...new Set(problems.map((one) => say(one)))]);
    if (problems.length > 0) return;
    const url = `/subscriptions/${id}/change-price`;
    void send(() => api.post<Subscription>(url, body, { version }), 'subscriptions:price.done');
  };
  const drop = () => {
    const url = `/subscriptions/${id}/scheduled-price`;
    void send(() => api.delete<Subscription>(url, { version }), 'subscriptions:price.dropped');
  };
  const said = problem ? [sayProblem(problem), ...(problem.errors ?? []).map((one) => say(one))] : checked;
  return (
    <Stack gap="md">
      <p>
        {t('subscriptions:price.text')}{' '}
        {next && t('subscriptions:price.next', { date: isolated(format.date(next.startsOn)) })}
      </p>
      <LineGrid state={state as unknown as DocumentState} />
      <DraftTotals state={state as unknown as DocumentState} />
      {said.length > 0 && (
        <Alert color="red" role="alert" p="xs">
          {said.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        {plannedPrice && (
          <Button variant="default" onClick={drop} disabled={sending}>
            {t('subscriptions:act.dropPrice')}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {t('common:act.cancel')}
        </Button>
        <Button onClick={submit} loading={sending}>
          {t('subscriptions:act.changePrice')}
        </Button>
      </Group>
    </Stack>
  );
}
