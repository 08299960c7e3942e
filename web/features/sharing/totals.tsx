import { useTranslation } from 'react-i18next';
import type { PublicContent } from '#domain/sharing.ts';
import classes from './sheet.module.css';
import type { PageFormat } from './use-page-format.ts';

const isZero = (amount: string) => /^0(\.0+)?$/.test(amount);

/** How the total comes about; it says itself again when a choice changes it. */
export function Totals({
  content,
  pricing,
  format,
}: {
  content: PublicContent;
  pricing: boolean;
  format: PageFormat;
}) {
  const { t } = useTranslation();
  const { subtotal, discountTotal, taxTotal, total, paid, balance, currency } = content;
  const rows: [string, string][] = [];
  const bare = isZero(discountTotal) && isZero(taxTotal);
  if (!bare) rows.push(['recipient:subtotal', subtotal]);
  if (!isZero(discountTotal)) rows.push(['recipient:discount', `-${discountTotal}`]);
  if (!isZero(taxTotal)) rows.push(['recipient:tax', taxTotal]);
  return (
    <dl className={classes.totals} aria-live="polite" data-pricing={pricing || undefined}>
      {rows.map(([label, amount]) => (
        <div key={label}>
          <dt>{t(label)}</dt>
          <dd>{format.money(amount, currency)}</dd>
        </div>
      ))}
      <div className={classes.grand}>
        <dt>{t('recipient:total')}</dt>
        <dd>{format.money(total, currency)}</dd>
      </div>
      {paid !== null && balance !== null && !isZero(paid) && (
        <>
          <div>
            <dt>{t('recipient:paid')}</dt>
            <dd>{format.money(paid, currency)}</dd>
          </div>
          <div className={classes.grand}>
            <dt>{t('recipient:amountDue')}</dt>
            <dd>{format.money(balance, currency)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
