import { Popover, UnstyledButton } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor } from '#domain/money.ts';
import type { PricedLine } from '#domain/pricing.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { Money } from '../money.tsx';
import { Nothing } from '../nothing.tsx';
import { exactProduct, exactReduction } from './price-draft.ts';
import whyClasses from './why.module.css';

type Typed = {
  description: string;
  quantity: string;
  unitPrice: string;
  discountPercent: string;
  taxRate: string;
};

type Props = { line: Typed; priced: PricedLine | undefined; currency: string; row: number };

/** What a line comes to, and on asking the way there: every step, and where it is rounded. */
export function WhyAmount({ line, priced, currency, row }: Props) {
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
      </Popover.Dropdown>
    </Popover>
  );
}

function Steps({ line, priced, currency }: Omit<Props, 'row'> & { priced: PricedLine }) {
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
    </>
  );
}
