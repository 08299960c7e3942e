import { Alert, Button, TextInput } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { api } from '#web/platform/api.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import classes from './channel.module.css';
import { Panel } from './panel.tsx';
import { useAct } from './use-act.ts';

type Channel = 'email' | 'sms';

/** Whether messages go out, and through what. */
export function ChannelState({ simulated, children }: { simulated: boolean; children: ReactNode }) {
  return (
    <Alert
      color={simulated ? 'yellow' : 'green'}
      icon={simulated ? <IconInfoCircle size={18} /> : <IconCircleCheck size={18} />}
      p="sm"
    >
      {children}
    </Alert>
  );
}

/** Takes the company's own settings away, after saying what will happen to messages then. */
export function RemoveChannel({ channel, host, then }: { channel: Channel; host: string; then: string }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const words = `settings:channel.${channel}`;
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() =>
        confirm({
          title: t(`${words}.removeTitle`, { host }),
          text: t(`${words}.removeText.${then}`),
          confirm: t(`${words}.remove`),
          danger: true,
          run: () => void act(() => api.delete(`/settings/${channel}`), { done: t(`${words}.removed`) }),
        })
      }
    >
      {t(`${words}.remove`)}
    </Button>
  );
}

type Result = { status: 'sent' | 'simulated' | 'failed'; error: string | null };
type Outcome = { to: string; result: Result } | { to: string; problem: ProblemDocument };

/** Sends one message now, and shows the answer of the server that was asked. */
export function ChannelTest({ channel, initial }: { channel: Channel; initial: string }) {
  const { t } = useTranslation();
  const [to, setTo] = useState(initial);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    setOutcome(null);
    try {
      setOutcome({ to, result: await api.post<Result>(`/settings/${channel}/test`, { to }) });
    } catch (error) {
      setOutcome({ to, problem: problemOf(error) });
    }
    setSending(false);
  };
  return (
    <Panel title={t('settings:channel.test.title')} even>
      <form className={classes.test} onSubmit={(event) => void send(event)} noValidate>
        <TextInput
          className={classes.to}
          label={t(`settings:channel.test.${channel}`)}
          type={channel === 'email' ? 'email' : 'tel'}
          dir="ltr"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={sending} disabled={to.trim() === ''}>
          {t('settings:channel.test.send')}
        </Button>
      </form>
      <div aria-live="polite">{outcome && <Answer outcome={outcome} />}</div>
    </Panel>
  );
}

const colours = { sent: 'green', simulated: 'yellow', failed: 'red' } as const;

function Answer({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const fieldText = useFieldProblemText();
  if ('problem' in outcome) {
    const { problem } = outcome;
    const [first] = problem.errors ?? [];
    return (
      <Alert color="red" p="xs" className={classes.answer}>
        {first ? fieldText(first) : text(problem)}
      </Alert>
    );
  }
  const { to, result } = outcome;
  return (
    <Alert color={colours[result.status]} p="xs" className={classes.answer}>
      {t(`settings:channel.test.${result.status}`, { to: `\u2068${to}\u2069` })}
      {result.error && (
        <code dir="ltr" className={classes.error}>
          {result.error}
        </code>
      )}
    </Alert>
  );
}
