import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { quantityUnits } from '#domain/line-ledger.ts';
import document from '#web/components/document/document.module.css';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { RecordLink } from '#web/components/record-link.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import type { Order, OrderLine } from './order.ts';
import classes from './orders.module.css';

type Way = 'fulfilledQuantity' | 'invoicedQuantity';

const units = (text: string | null) => quantityUnits(text ?? '0');
const sold = ({ lines = [] }: Order) => lines.filter(({ fulfilledQuantity }) => fulfilledQuantity !== null);
/** What is delivered of a cancelled order is all that will be. */
const whole = (line: OrderLine) => units(line.fulfilledQuantity) + units(line.toFulfil);

/** How much of the quantities is done, in percent: a share for a bar, never an amount. */
export function shareOf(order: Order, way: Way): number {
  const lines = sold(order);
  const all = lines.reduce((sum, line) => sum + whole(line), 0n);
  if (all === 0n) return 0;
  return Number((lines.reduce((sum, line) => sum + units(line[way]), 0n) * 1000n) / all) / 10;
}

function Bar({ order, way, label }: { order: Order; way: Way; label: string }) {
  const format = useFormat();
  const share = shareOf(order, way);
  return (
    <div className={classes.bar}>
      <div className={classes.barHead}>
        <span>{label}</span>
        <bdi>{format.percent(String(share))}</bdi>
      </div>
      <Progress value={share} aria-label={label} size="sm" color={share >= 100 ? 'green' : undefined} />
    </div>
  );
}

/** How far the order has come: delivered and invoiced, and the invoices that were made of it. */
export function ProgressPanel({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (order.confirmedAt === null) return null;
  return (
    <SidePanel title={t('orders:progress.title')}>
      <div className={classes.acts}>
        <Bar order={order} way="fulfilledQuantity" label={t('orders:progress.fulfilled')} />
        <Bar order={order} way="invoicedQuantity" label={t('orders:progress.invoiced')} />
        {order.invoices?.map((invoice) => (
          <div key={invoice.id} className={document.between}>
            <RecordLink kind="invoice" id={invoice.id} text={invoice.number ?? t('invoices:newTitle')} />
            <span className={classes.quiet}>
              <bdi>{format.money(invoice.total, invoice.currency)}</bdi>
            </span>
            <StatusBadge kind="invoice" status={invoice.status} plain />
          </div>
        ))}
      </div>
    </SidePanel>
  );
}

/** Each sold line: ordered, delivered, invoiced, and what is left. */
export function LineProgress({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lines = sold(order);
  if (order.confirmedAt === null || lines.length === 0) return null;
  const cell = (line: OrderLine, way: Way) => (
    <td className={classes.number}>
      <bdi className={units(line[way]) >= units(line.quantity) ? classes.done : undefined}>
        {format.decimal(line[way] ?? '0')}
      </bdi>
    </td>
  );
  return (
    <section className={document.panel} aria-label={t('orders:progress.lines')}>
      <h2 className={document.panelTitle}>{t('orders:progress.lines')}</h2>
      <div className={`${document.panelBody} ${classes.scroll}`} tabIndex={-1}>
        <table className={classes.lines}>
          <thead>
            <tr>
              <th>{t('documents:line.description')}</th>
              <th className={classes.number}>{t('orders:progress.ordered')}</th>
              <th className={classes.number}>{t('orders:progress.fulfilled')}</th>
              <th className={classes.number}>{t('orders:progress.invoiced')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td className={classes.name}>
                  <bdi>{line.description}</bdi>
                </td>
                <td className={classes.number}>
                  <bdi>{format.decimal(line.quantity)}</bdi> <bdi>{line.unit}</bdi>
                </td>
                {cell(line, 'fulfilledQuantity')}
                {cell(line, 'invoicedQuantity')}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Each time that something was delivered. */
export function DeliveriesPanel({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { deliveries = [] } = order;
  if (deliveries.length === 0) return null;
  return (
    <SidePanel title={t('orders:deliveries')}>
      <ul className={classes.acts}>
        {deliveries.map(({ id, date, note, byName, lines }) => (
          <li key={id} className={classes.act}>
            <strong>{format.date(date)}</strong>
            <ul>
              {lines.map((line) => (
                <li key={line.lineId}>
                  <bdi>{format.decimal(line.quantity)}</bdi> <bdi>{line.unit}</bdi> ·{' '}
                  <bdi>{line.description}</bdi>
                </li>
              ))}
            </ul>
            {note && (
              <span className={classes.quiet} dir="auto">
                {note}
              </span>
            )}
            {byName && (
              <span className={classes.quiet}>
                <bdi>{byName}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
