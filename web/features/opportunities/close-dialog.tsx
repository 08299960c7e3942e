import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '#web/components/money.tsx';
import { problemOf } from '#web/platform/problem.ts';
import { useProblemText } from '#web/platform/problem-text.ts';
import classes from './opportunities.module.css';
import type { Opportunity } from './opportunity.ts';
import { type Outcome, useClose } from './use-stage.ts';

type Props = {
  opportunity: Opportunity;
  outcome: Outcome | null;
  /** To which stage of that outcome, where the pipeline has several; its first one without. */
  stageId?: string;
  close: () => void;
};

const longestReason = 1000;

/** Won or lost: what is being closed, and why it was lost. */
export function CloseDialog({ opportunity, outcome, stageId, close }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={outcome !== null}
      onClose={close}
      title={outcome && t(`opportunities:close.${outcome}.title`)}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {outcome && <CloseForm opportunity={opportunity} outcome={outcome} stageId={stageId} close={close} />}
    </Modal>
  );
}

function CloseForm({ opportunity, outcome, stageId, close }: Props & { outcome: Outcome }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const [reason, setReason] = useState('');
  const closing = useClose(opportunity, stageId, close);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!closing.isPending) closing.mutate({ outcome, reason });
  };
  const left = t('opportunities:close.left', { count: longestReason - reason.length });
  return (
    <form onSubmit={send}>
      <Stack>
        <Summary opportunity={opportunity} />
        {outcome === 'lost' && (
          <Textarea
            label={t('opportunities:close.reason')}
            description={left}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder={t('opportunities:close.reasonExample')}
            maxLength={longestReason}
            autosize
            minRows={3}
            maxRows={10}
            dir="auto"
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {closing.isError && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
            {say(problemOf(closing.error))}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button
            type="submit"
            color={outcome === 'lost' ? 'red' : undefined}
            loading={closing.isPending}
            data-autofocus={outcome === 'won' || undefined}
          >
            {t(`opportunities:close.${outcome}.confirm`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Summary({ opportunity: { name, names, amount, currency } }: Pick<Props, 'opportunity'>) {
  return (
    <div className={classes.summary}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text fw={500}>
          <bdi>{name}</bdi>
        </Text>
        {amount && <Money amount={amount} currency={currency} strong />}
      </Group>
      {names?.accountId && (
        <Text size="sm" c="dimmed">
          <bdi>{names.accountId}</bdi>
        </Text>
      )}
    </div>
  );
}
