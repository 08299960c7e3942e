import { Button, Menu, Modal, Stack, Textarea, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import type { RecordBase } from '../list/declare.ts';
import { useNotify } from '../notify.tsx';
import { StatusBadge } from '../status-badge.tsx';
import type { RecordDeclaration, StatusDeclaration } from './declare.ts';
import { useKeepRecord } from './use-record.ts';

type Props<Item extends RecordBase> = { declaration: RecordDeclaration<Item>; item: Item };

function useMove<Item extends RecordBase>(
  { declaration, item }: Props<Item>,
  status: StatusDeclaration<Item>,
) {
  const keep = useKeepRecord(declaration.kind);
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ to, reason }: { to: string; reason?: string }) =>
      api[status.method ?? 'post']<Item | Record<string, Item>>(
        status.path(item, to),
        status.body(to, reason),
      ),
    onSuccess: (answer) => {
      const wrapped = (answer as Record<string, Item>)[declaration.kind];
      keep(wrapped ?? (answer as Item));
    },
    onError: notify.refused,
  });
}

/** The record's status, and the moves that are allowed from it. */
export function StatusControl<Item extends RecordBase>(props: Props<Item>) {
  const { declaration, item } = props;
  const can = useCan();
  const { status } = declaration;
  if (!status) return null;
  const value = String(item[(status.field ?? 'status') as keyof Item]);
  const able = status.ability ? (item.abilities?.[status.ability] ?? true) : true;
  const moves = item.archivedAt || !able || !can(status.capability) ? [] : status.moves(item);
  const look = (to: string): Look => status.look?.(to) ?? { status: to };
  // A stage that is not known, because its pipeline is still on its way, shows as what it means.
  const current = status.look?.(value) ?? { status: String(statusOf(item) ?? value) };
  if (moves.length === 0) return <StatusBadge kind={declaration.kind} {...current} />;
  return <Moves {...props} status={status} current={current} look={look} moves={moves} />;
}

type Look = { status: string; name?: string };

function statusOf(item: object): unknown {
  const { stage, status } = item as { stage?: unknown; status?: unknown };
  return stage ?? status;
}

type MovesProps<Item extends RecordBase> = Props<Item> & {
  status: StatusDeclaration<Item>;
  current: Look;
  look: (to: string) => Look;
  moves: readonly string[];
};

function Moves<Item extends RecordBase>({ status, current, look, moves, ...props }: MovesProps<Item>) {
  const { t } = useTranslation();
  const { kind } = props.declaration;
  const move = useMove(props, status);
  const [asking, setAsking] = useState<string | null>(null);
  const choose = (to: string) => {
    if (status.intercept?.(props.item, to)) return;
    if (status.asksReason?.includes(look(to).status)) setAsking(to);
    else move.mutate({ to });
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <UnstyledButton
            aria-label={t('common:record.status', {
              status: current.name ?? t(`status:${kind}.${current.status}`),
            })}
            style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}
            disabled={move.isPending}
          >
            <StatusBadge kind={kind} {...current} />
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('common:record.moveTo')}</Menu.Label>
          {moves.map((to) => (
            <Menu.Item key={to} onClick={() => choose(to)}>
              <StatusBadge kind={kind} {...look(to)} plain />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ReasonModal
        kind={kind}
        to={asking}
        name={asking ? look(asking).name : undefined}
        close={() => setAsking(null)}
        run={(to, reason) => move.mutate({ to, reason })}
      />
    </>
  );
}

type ReasonProps = {
  kind: string;
  to: string | null;
  /** What `to` is called, where it is the stage of a pipeline. */
  name?: string;
  close: () => void;
  run: (to: string, reason?: string) => void;
};

export function ReasonModal({ kind, to, name, close, run }: ReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const status = to ? (name ?? t(`status:${kind}.${to}`)) : '';
  return (
    <Modal
      opened={to !== null}
      onClose={close}
      title={t('common:record.moveTitle', { status })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack>
        <Textarea
          label={t('common:record.reason')}
          maxLength={1000}
          autosize
          minRows={3}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          onClick={() => {
            if (to) run(to, reason.trim() || undefined);
            setReason('');
            close();
          }}
        >
          {t('common:record.moveConfirm', { status })}
        </Button>
      </Stack>
    </Modal>
  );
}
