import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { DraftLine } from './draft.ts';
import offerClasses from './offers.module.css';
import { askedPrices, type Offer } from './offers.ts';
import type { DocumentState } from './use-document.ts';
import { priceFor, pricesOf } from './use-offers.ts';

/** Where the price of a product comes from today, and whether the line has that price. */
export function PriceSource({ line, state }: { line: DraftLine; state: DocumentState }) {
  const { t } = useTranslation();
  const can = useCan();
  const asked = priceFor(state);
  const offer = useQuery({
    queryKey: ['product', 'price', askedPrices([line]), asked],
    queryFn: async () => (await pricesOf([line], asked))[0] ?? null,
    enabled: line.productId !== null && can('catalog.products.view'),
  });
  if (!line.productId || !offer.data) return null;
  const { unitPrice } = offer.data;
  const take = () => state.setCell(line.key, 'unitPrice', unitPrice ?? '');
  return (
    <div className={offerClasses.source}>
      <SourceText offer={offer.data} currency={asked.currency} />
      {unitPrice !== null && Number(unitPrice) !== Number(line.unitPrice) && (
        <>
          <div>{t('documents:source.typed')}</div>
          <Button size="compact-xs" variant="default" mt={6} onClick={take}>
            {t('documents:source.take')}
          </Button>
        </>
      )}
    </div>
  );
}

function SourceText({ offer, currency }: { offer: Offer; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unitPrice, priceSource, priceBook, currencies } = offer;
  if (unitPrice === null) {
    return <span>{t('documents:offers.noPrice', { currency, has: currencies.join(', ') || '–' })}</span>;
  }
  const price = `\u2068${format.decimal(unitPrice)} ${currency}\u2069`;
  const book = `\u2068${priceBook?.name ?? ''}\u2069`;
  return <span>{t(`documents:source.${priceSource ?? 'product'}`, { price, book })}</span>;
}
