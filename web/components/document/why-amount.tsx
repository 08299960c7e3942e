import { Popover, UnstyledButton } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor } from '#domain/money.ts';
import { type PricedLine, priceDocument } from '#domain/pricing.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { Money } from '../money.tsx';
import { Nothing } from '../nothing.tsx';
import type { DraftLine } from './draft.ts';
import offerClasses from './offers.module.css';
import { exactProduct, exactReduction } from './price-draft.ts';
import { PriceSource } from './price-source.tsx';
import type { DocumentState } from './use-document.ts';
import whyClasses from './why.module.css';

type Typed = {
  description: string;
  quantity: string;
  unitPrice: string;
  discountPercent: string;
  taxRate: string;
  unitCost?: string | null;
  selected?: boolean;
};

type Props = {
  line: Typed;
  priced: PricedLine | undefined;
  currency: string;
  row: number;
  /** The draft that the line is typed in: there the catalogue is asked for its price. */
  state?: DocumentState;
};

/** What a line comes to, and on asking the way there: every step, and where it is rounded. */
export function WhyAmount({ line, priced, currency, row, state }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (!priced) return <Nothing />;
  const total = formatMinor(priced.totalMinor, currency);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={whyClasses.why}
          aria-description={t('documents:why.ask', { row: row + 1 })}
          title={t('documents:why.ask', { row: row + 1 })}
          onClick={() => setOpened((was) => !was)}
        >
          <Money amount={total} currency={null} strong />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown tabIndex={-1} data-autofocus aria-label={t('documents:why.title')}>
        <Steps line={line} priced={priced} currency={currency} />
        {opened && state && <PriceSource line={line as DraftLine} state={state} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Steps({ line, priced, currency }: Omit<Props, 'row' | 'state'> & { priced: PricedLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = (minor: bigint) => formatMinor(minor, currency);
  const { netMinor, discountMinor, taxMinor, totalMinor } = priced;
  const off = line.discountPercent && line.discountPercent !== '0' ? line.discountPercent : null;
  const product = exactProduct(line.quantity, line.unitPrice, currency);
  const isolated = (value: string) => `\u2068${value}\u2069`;
  const times = t('documents:why.product', {
    quantity: isolated(format.decimal(line.quantity)),
    price: isolated(format.decimal(line.unitPrice)),
  });
  const percent = (value: string) => isolated(format.percent(value));
  const steps: [string, string, boolean?][] = [[times, product]];
  if (off) {
    const label = t('documents:why.lineDiscount', { percent: percent(off) });
    steps.push([label, exactReduction(product, off, currency)]);
  }
  if (off || product !== text(netMinor)) steps.push([t('documents:why.net'), text(netMinor), true]);
  if (discountMinor > 0n) {
    steps.push([t('documents:why.share'), text(-discountMinor)]);
    steps.push([t('documents:why.base'), text(netMinor - discountMinor), true]);
  }
  steps.push([t('documents:why.tax', { percent: percent(line.taxRate) }), text(taxMinor)]);
  steps.push([t('documents:line.total'), text(totalMinor), true]);
  return (
    <>
      <p className={whyClasses.whyTitle}>{t('documents:why.title')}</p>
      <dl className={whyClasses.steps}>
        {steps.map(([label, amount, sum]) => (
          <Fragment key={label}>
            <dt data-sum={sum || undefined}>{label}</dt>
            <dd data-sum={sum || undefined}>
              <Money amount={amount} currency={currency} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {line.selected === false && <p className={offerClasses.source}>{t('documents:why.notCounted')}</p>}
      <CostOf line={line} priced={priced} currency={currency} />
    </>
  );
}

/** What the line costs the seller and what is left, for those who are told. */
function CostOf({ line, priced, currency }: Omit<Props, 'row' | 'state'> & { priced: PricedLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!line.unitCost) return null;
  const cost = lineCost(line.quantity, line.unitCost, currency);
  const kept = priced.netMinor - priced.discountMinor - cost;
  const base = priced.netMinor - priced.discountMinor;
  const share = base > 0n ? format.percent(String(Number((kept * 1000n) / base) / 10)) : '–';
  const isolated = (text: string) => `\u2068${text}\u2069`;
  return (
    <p className={offerClasses.source}>
      {t('documents:why.cost', {
        cost: isolated(format.money(formatMinor(cost, currency), currency)),
        margin: isolated(format.money(formatMinor(kept, currency), currency)),
        share: isolated(share),
      })}
    </p>
  );
}

/** quantity × unit cost in minor units, rounded half up. */
function lineCost(quantity: string, unitCost: string, currency: string): bigint {
  const result = priceDocument({ currency, lines: [{ quantity, unitPrice: unitCost, taxRate: '0' }] });
  return result.ok ? result.pricing.subtotalMinor : 0n;
}
