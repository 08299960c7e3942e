import { Stack } from '@mantine/core';
import {
  IconBan,
  IconCircleCheck,
  IconFileInvoice,
  IconFileTypePdf,
  IconSend,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderPatch } from '#domain/orders.ts';
import classes from '#web/components/document/document.module.css';
import { DocumentPage, LoadedDocument } from '#web/components/document/document-page.tsx';
import { LinkPanel } from '#web/components/document/link-panel.tsx';
import { KeepingPanel, RelatedPanel } from '#web/components/document/related-panel.tsx';
import { SavedLines, SavedSheet } from '#web/components/document/saved-sheet.tsx';
import { SendDocumentDialog } from '#web/components/document/send-dialog.tsx';
import { SavedTotals } from '#web/components/document/totals.tsx';
import { useDocument } from '#web/components/document/use-document.ts';
import type { RecordAct, RecordActs, RecordDeclaration } from '#web/components/record/declare.ts';
import { StatusBadge, toneStyle } from '#web/components/status-badge.tsx';
import { lookOf } from '#web/components/statuses.ts';
import { apiUrl } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Order } from './order.ts';
import { OrderDialogs } from './order-dialogs.tsx';
import { orderFromQuoteSheet, orderKeys, orderSheet } from './order-fields.ts';
import { DeliveriesPanel, LineProgress, ProgressPanel } from './progress-panel.tsx';
import type { OrderAct } from './use-act.ts';

const icons = {
  confirm: IconCircleCheck,
  fulfil: IconTruckDelivery,
  convert: IconFileInvoice,
  cancel: IconBan,
  send: IconSend,
};

/** The next act comes first: confirm, deliver, invoice; what is done is not offered again. */
function actsOf(order: Order, open: (act: OrderAct) => void): RecordActs {
  const act = (key: OrderAct): RecordAct => ({
    key,
    label: `orders:act.${key}`,
    icon: icons[key],
    ability: key,
    run: () => open(key),
  });
  const possible = (['confirm', 'fulfil', 'convert'] as const).filter(
    (key) => order.abilities?.[key] && !(key === 'convert' && order.invoicing === 'all'),
  );
  const [primary, ...more] = possible.map(act);
  const pdf: RecordAct = {
    key: 'pdf',
    label: 'orders:act.pdf',
    icon: IconFileTypePdf,
    run: () => void window.open(apiUrl(`/orders/${order.id}/pdf`, { inline: '1' }), '_blank', 'noopener'),
  };
  const send = order.abilities?.send ? [act('send')] : [];
  const cancel = order.abilities?.cancel ? [{ ...act('cancel'), danger: true }] : [];
  return { primary: primary ?? null, more: [...more, ...send, pdf, ...cancel] };
}

/** That the order is cancelled, and why. */
function Banner({ order }: { order: Order }): ReactNode {
  const { t } = useTranslation();
  if (order.status !== 'cancelled') return null;
  return (
    <div className={classes.banner} style={toneStyle(lookOf('order', order.status).tone)}>
      <StatusBadge kind="order" status={order.status} plain />
      <span>
        {t(order.fulfilment === 'none' ? 'orders:banner.cancelled' : 'orders:banner.cancelledRest')}
      </span>
      {order.cancelReason && <q dir="auto">{order.cancelReason}</q>}
    </div>
  );
}

function Saved({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  const date = (at: string | null) => (at ? format.date(at) : null);
  const facts: [string, ReactNode][] = [
    [t('orders:field.number'), <bdi key="number">{order.number}</bdi>],
    [t('orders:field.orderDate'), date(order.orderDate)],
    [t('orders:field.deliveryDate'), date(order.deliveryDate)],
  ];
  if (order.reference)
    facts.push([t('orders:field.reference'), <bdi key="reference">{order.reference}</bdi>]);
  return (
    <SavedSheet
      record={order}
      banner={<Banner order={order} />}
      customer={{
        name: order.names?.accountId,
        address: order.billingAddress,
        contact: { name: order.names?.contactId },
      }}
      facts={facts}
    />
  );
}

function Side({ order }: { order: Order }) {
  const names = order.names ?? {};
  return (
    <>
      <ProgressPanel order={order} />
      <DeliveriesPanel order={order} />
      {order.abilities?.share && <LinkPanel path={`/orders/${order.id}`} version={order.version} />}
      <RelatedPanel
        links={[
          ['quote', order.quoteId, names.quoteId],
          ['opportunity', order.opportunityId, names.opportunityId],
          ['account', order.accountId, names.accountId],
          ['contact', order.contactId, names.contactId],
        ]}
      />
      <KeepingPanel record={order} />
    </>
  );
}

function Loaded({ order }: { order: Order }) {
  const state = useDocument<Order>({ kind: 'order', item: order, keys: orderKeys, schema: orderPatch });
  const [act, setAct] = useState<OrderAct | null>(null);
  // What was typed is saved before the order is confirmed: nobody confirms an older state than the one on the screen.
  const open = async (next: OrderAct) => {
    if (!state.dirty || (await state.save())) setAct(next);
  };
  const declaration: RecordDeclaration<Order> = {
    kind: 'order',
    title: ({ title }) => title,
    subtitle: ({ number, names }) => (
      <>
        <bdi dir="ltr">{number}</bdi>
        {names?.accountId && (
          <>
            {' · '}
            <bdi>{names.accountId}</bdi>
          </>
        )}
      </>
    ),
    status: {
      moves: () => [],
      path: ({ id }) => `/orders/${id}`,
      body: () => undefined,
      capability: 'crm.orders.view',
    },
    fields: [],
    tabs: [],
  };
  const fixed = order.quoteId
    ? { lines: <SavedLines record={order} />, totals: <SavedTotals record={order} /> }
    : undefined;
  return (
    <DocumentPage
      declaration={declaration}
      item={order}
      state={state}
      fields={fixed ? orderFromQuoteSheet : orderSheet}
      fixed={fixed}
      acts={actsOf(order, (next) => void open(next))}
      saved={
        <Stack gap="md">
          <Saved order={order} />
          <LineProgress order={order} />
        </Stack>
      }
      side={<Side order={order} />}
      dialogs={
        <>
          <OrderDialogs order={order} act={act} close={() => setAct(null)} />
          <SendDocumentDialog
            key={`send.${order.version}`}
            kind="order"
            member="order"
            document={order}
            opened={act === 'send'}
            close={() => setAct(null)}
          />
        </>
      }
    />
  );
}

export function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <LoadedDocument<Order> kind="order" id={id}>
      {(order) => <Loaded key={order.id} order={order} />}
    </LoadedDocument>
  );
}
