import { Alert, Button, Modal, Stack } from '@mantine/core';
import { IconAlertTriangle, IconPointFilled } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '#domain/problems.ts';
import { newIdempotencyKey } from '#web/platform/api.ts';
import { type ProblemDocument, problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import type { ErrorAt } from '../form/field.ts';
import classes from './document.module.css';

/** What a dialog's act gets: try again with the same key and it still happens once. */
export type Attempt = { idempotencyKey: string };

type Props = {
  opened: boolean;
  close: () => void;
  title: string;
  /** What will happen, a sentence each. */
  effects: string[];
  /** The verb on the button: "Issue invoice", never "OK". */
  confirm: string;
  danger?: boolean;
  /** Why it cannot be done yet; the verb is then out of reach. */
  blocked?: string;
  /** Fields that the act takes; `errorAt` names what is wrong with them. */
  children?: (form: { errorAt: ErrorAt; typed: () => void }) => ReactNode;
  /** Refuses before anything is sent. */
  check?: () => FieldProblem[];
  run: (attempt: Attempt) => Promise<unknown>;
};

/** Asks before an act that cannot simply be taken back: names what will happen, and keeps what was typed if refused. */
export function ActDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.close}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {props.opened && <Inside {...props} />}
    </Modal>
  );
}

function Inside({ close, effects, confirm, danger, blocked, children, check, run }: Props) {
  const { t } = useTranslation();
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const attempt = useRef(newIdempotencyKey());
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [running, setRunning] = useState(false);
  const asked = useRef(new Set<string>());
  const errorAt: ErrorAt = (path, field) => {
    asked.current.add(path);
    const found = errors.find((one) => one.path === path);
    return found && say(found, field?.errors);
  };
  const typed = () => {
    attempt.current = newIdempotencyKey();
    setErrors([]);
    setProblem(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (running) return;
    const refusals = check?.() ?? [];
    setErrors(refusals);
    setProblem(null);
    if (refusals.length > 0) return;
    setRunning(true);
    try {
      await run({ idempotencyKey: attempt.current });
      close();
    } catch (error) {
      const document = problemOf(error);
      setErrors(document.errors ?? []);
      setProblem(document);
    } finally {
      setRunning(false);
    }
  };
  const inside = children?.({ errorAt, typed });
  const homeless = errors.filter(({ path }) => !asked.current.has(path));
  const said = problem && (errors.length === 0 ? [sayProblem(problem)] : homeless.map((one) => say(one)));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <ul className={classes.effects}>
          {effects.map((effect) => (
            <li key={effect}>
              <IconPointFilled size={12} aria-hidden />
              <span>{effect}</span>
            </li>
          ))}
        </ul>
        {inside}
        {blocked && (
          <Alert color="amber" icon={<IconAlertTriangle size={18} />} p="xs">
            {blocked}
          </Alert>
        )}
        {said && said.length > 0 && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
            {said.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </Alert>
        )}
        <div className={classes.dialogActs}>
          <Button variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button
            type="submit"
            color={danger ? 'red' : undefined}
            loading={running}
            disabled={Boolean(blocked)}
            data-autofocus={!inside || undefined}
          >
            {confirm}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
