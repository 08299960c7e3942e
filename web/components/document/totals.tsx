import { SegmentedControl, TextInput } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toMinor } from '#domain/money.ts';
import { discountTypes } from '#domain/pricing.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { asText } from '../form/use-base.ts';
import { Money } from '../money.tsx';
import type { DocumentRecord } from './draft.ts';
import { type TaxOfRate, taxByRate } from './price-draft.ts';
import sheetClasses from './sheet.module.css';
import type { DocumentState } from './use-document.ts';

type Sums = {
  currency: string;
  subtotal: string;
  discountTotal: string;
  taxTotal: string;
  total: string;
  rates: TaxOfRate[];
};

type SumsProps = { sums: Sums; discount: ReactNode; after?: ReactNode };

/** Subtotal, discount, tax by rate and total, as every document shows them. */
function SumList({ sums, discount, after }: SumsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, subtotal, taxTotal, total, rates } = sums;
  const taxes = rates.filter(({ rate }) => rate !== '0');
  return (
    <dl className={sheetClasses.totals}>
      <dt>{t('documents:total.subtotal')}</dt>
      <dd>
        <Money amount={subtotal} currency={currency} />
      </dd>
      {discount}
      {taxes.map(({ rate, base, tax }) => (
        <Fragment key={rate}>
          <dt>
            <span>
              {t('documents:total.taxOf', { rate: `\u2068${format.percent(rate)}\u2069` })}{' '}
              {taxes.length > 1 && (
                <small className="isolate">
                  {t('documents:total.on', { base: `\u2068${format.money(base, currency)}\u2069` })}
                </small>
              )}
            </span>
          </dt>
          <dd>
            <Money amount={tax} currency={currency} />
          </dd>
        </Fragment>
      ))}
      {taxes.length === 0 && (
        <>
          <dt>{t('documents:line.tax')}</dt>
          <dd>
            <Money amount={taxTotal} currency={currency} />
          </dd>
        </>
      )}
      <dt data-row="total">{t('documents:line.total')}</dt>
      <dd data-row="total" data-testid="document-total">
        <Money amount={total} currency={currency} strong />
      </dd>
      {after}
    </dl>
  );
}

/** The totals of a draft, live, with the discount over the whole document. */
export function DraftTotals({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const { priced } = state;
  const unfinished = priced.problems.some(({ path }) => path.startsWith('lines.'));
  const type = asText(state.draft.fields.discountType) || 'none';
  const error = type === 'none' ? undefined : state.errorAt('discountValue');
  return (
    <SumList
      sums={priced}
      discount={
        <>
          <dt>{t('documents:total.discount')}</dt>
          <dd>
            {type !== 'none' && <Money amount={negative(priced.discountTotal)} currency={priced.currency} />}
          </dd>
          <dd className={sheetClasses.across}>
            <DiscountInput state={state} type={type} error={error} />
          </dd>
        </>
      }
      after={
        unfinished && (
          <dd className={sheetClasses.unfinished}>
            <IconAlertCircle size={14} aria-hidden style={{ marginInlineEnd: 6 }} />
            {t('documents:total.unfinished')}
          </dd>
        )
      }
    />
  );
}

function negative(amount: string): string {
  return /[1-9]/.test(amount) ? `-${amount}` : amount;
}

type DiscountProps = { state: DocumentState; type: string; error: string | undefined };

function DiscountInput({ state, type, error }: DiscountProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const value = asText(state.draft.fields.discountValue);
  const choose = (next: string) => {
    // A percentage is no amount: what was typed for one says nothing about the other.
    if (next !== type)
      state.set('discountValue', next === state.base.discountType ? state.base.discountValue : '');
    state.set('discountType', next);
  };
  return (
    <div className={sheetClasses.discount}>
      <SegmentedControl
        size="xs"
        aria-label={t('documents:total.discountType')}
        value={type}
        onChange={choose}
        data={discountTypes.map((one) => ({ value: one, label: t(`documents:discount.${one}`) }))}
      />
      {type !== 'none' && (
        <TextInput
          size="xs"
          style={{ flex: 1, minWidth: 0 }}
          styles={{ input: { textAlign: 'end' } }}
          dir="ltr"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('documents:total.discountValue')}
          error={error}
          rightSection={<small>{type === 'percent' ? '%' : state.priced.currency}</small>}
          rightSectionWidth={type === 'percent' ? 24 : 44}
          value={value}
          onChange={(event) => state.set('discountValue', event.currentTarget.value)}
          onBlur={() => value && state.set('discountValue', readDecimal(value, locale))}
        />
      )}
    </div>
  );
}

/** The totals of a saved document, exactly as the server keeps them; nothing is computed anew but the split by rate. */
export function SavedTotals({ record, after }: { record: DocumentRecord; after?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency, subtotal, discountTotal, taxTotal, total, discountType, discountValue } = record;
  const rates = taxByRate(
    (record.lines ?? [])
      .filter(({ selected }) => selected)
      .map((line) => ({
        taxRate: line.taxRate,
        baseMinor: toMinor(line.net, currency) - toMinor(line.discount, currency),
        taxMinor: toMinor(line.tax, currency),
      })),
    currency,
  );
  const off =
    discountType === 'percent' && discountValue ? ` ${`\u2068${format.percent(discountValue)}\u2069`}` : '';
  return (
    <SumList
      sums={{ currency, subtotal, discountTotal, taxTotal, total, rates }}
      discount={
        discountType !== 'none' && (
          <>
            <dt>
              {t('documents:total.discount')}
              {off}
            </dt>
            <dd>
              <Money amount={negative(discountTotal)} currency={currency} />
            </dd>
          </>
        )
      }
      after={after}
    />
  );
}
