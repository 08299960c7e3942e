import { Radio, Select, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { type OrderPart, orderCancelBody } from '#domain/orders.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { usableNodes, useNodes } from '#web/platform/hierarchy.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { FulfilDialog } from './fulfil-dialog.tsx';
import { isDueToInvoice } from './order.ts';
import { type DialogProps, useAct } from './use-act.ts';

const isolated = (text: string) => `\u2068${text}\u2069`;

/** The dialogs of an order: each says what will happen before it does. */
export function OrderDialogs(props: DialogProps) {
  const key = `${props.order.version}.${props.act}`;
  return (
    <>
      <ConfirmDialog {...props} />
      <FulfilDialog key={`fulfil.${key}`} {...props} />
      <ConvertDialog key={`convert.${key}`} {...props} />
      <CancelDialog key={`cancel.${key}`} {...props} />
    </>
  );
}

function ConfirmDialog({ order, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const run = useAct(order);
  const total = isolated(format.money(order.total, order.currency));
  const nothing = order.lines?.every(({ lineType }) => lineType === 'heading');
  const missing = order.accountId ? (nothing ? 'orders:confirm.noLines' : null) : 'orders:confirm.noAccount';
  return (
    <ActDialog
      opened={act === 'confirm'}
      close={close}
      title={t('orders:confirm.title', { number: isolated(order.number) })}
      effects={[
        t('orders:confirm.fixed', { total }),
        t('orders:confirm.parties', { account: isolated(order.names?.accountId ?? '') }),
        t('orders:confirm.next'),
      ]}
      blocked={missing ? t(missing) : undefined}
      confirm={t('orders:act.confirm')}
      run={async ({ idempotencyKey }) => {
        await run('confirm', undefined, idempotencyKey);
        notify.done(t('orders:confirm.done'));
      }}
    />
  );
}

function CancelDialog({ order, act, close }: DialogProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const run = useAct(order);
  const [reason, setReason] = useState('');
  const body = { reason: reason.trim() };
  const invoiced = order.invoicing !== 'none';
  const kept =
    order.fulfilment === 'none' ? order.quoteId && 'orders:cancel.quote' : 'orders:cancel.delivered';
  return (
    <ActDialog
      opened={act === 'cancel'}
      close={close}
      title={t('orders:cancel.title', { number: isolated(order.number) })}
      effects={[t('orders:cancel.nothing'), ...(kept ? [t(kept)] : []), t('orders:cancel.final')]}
      blocked={invoiced ? t('orders:cancel.invoiced') : undefined}
      confirm={t('orders:act.cancel')}
      danger
      check={() => {
        const checked = orderCancelBody.safeParse(body);
        return checked.success ? [] : fieldErrors(checked.error, body);
      }}
      run={async ({ idempotencyKey }) => {
        await run('cancel', body, idempotencyKey);
        notify.done(t('orders:cancel.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <Textarea
          label={t('orders:cancel.reason')}
          withAsterisk
          dir="auto"
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          value={reason}
          error={errorAt('reason')}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            typed();
          }}
        />
      )}
    </ActDialog>
  );
}

function ConvertDialog({ order, act, close }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const due = isDueToInvoice(order);
  const partly = due && order.fulfilment === 'part';
  const [part, setPart] = useState<OrderPart>(partly ? 'fulfilled' : 'all');
  const entities = usableNodes(useNodes()).filter((node) => node.level === 'entity');
  const asksEntity = order.scope.level === 'organisation';
  const [chosen, setChosen] = useState<string | null>(null);
  const entityId = chosen ?? (entities.length === 1 ? (entities[0]?.id ?? null) : null);
  return (
    <ActDialog
      opened={act === 'convert'}
      close={close}
      title={t('orders:convert.title', { number: isolated(order.number) })}
      effects={[t('orders:convert.makes'), t('orders:convert.equal'), t('orders:convert.once')]}
      confirm={t('orders:act.convert')}
      check={() => (asksEntity && !entityId ? [fieldProblem('entityId', 'required')] : [])}
      run={async ({ idempotencyKey }) => {
        const body = { part, ...(asksEntity ? { entityId } : {}) };
        const { invoice } = await api.post<{ invoice: { id: string } }>(
          `/orders/${order.id}/convert-to-invoice`,
          body,
          { version: order.version, idempotencyKey },
        );
        await queryClient.invalidateQueries({ queryKey: ['order'] });
        void queryClient.invalidateQueries({ queryKey: ['invoice'] });
        notify.done(t('kinds:invoice.created'));
        await navigate({ to: recordPath('invoice', invoice.id) });
      }}
    >
      {({ errorAt, typed }) => (
        <Stack gap="md">
          <Radio.Group
            label={t('orders:convert.part')}
            value={part}
            error={errorAt('part')}
            onChange={(value) => {
              setPart(value as OrderPart);
              typed();
            }}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="all" label={t('orders:convert.all')} />
              <Radio
                value="fulfilled"
                label={t('orders:convert.fulfilled')}
                description={due ? undefined : t('orders:convert.nothingFulfilled')}
                disabled={!due}
              />
            </Stack>
          </Radio.Group>
          {asksEntity && (
            <Select
              label={t('orders:convert.entity')}
              withAsterisk
              data={entities.map((node) => ({ value: node.id, label: node.name }))}
              value={entityId}
              error={errorAt('entityId')}
              onChange={(id) => {
                setChosen(id);
                typed();
              }}
            />
          )}
        </Stack>
      )}
    </ActDialog>
  );
}
