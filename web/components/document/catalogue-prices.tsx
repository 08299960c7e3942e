import { Button } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../notify.tsx';
import { repriced } from './offers.ts';
import type { DocumentState } from './use-document.ts';
import { priceFor, pricesOf } from './use-offers.ts';

/** Gives the lines that name products the prices that the catalogue has for this customer today. */
export function CataloguePrices({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const { lines } = state.draft;
  if (!lines.some(({ productId }) => productId)) return null;
  const reprice = async () => {
    setAsking(true);
    try {
      const next = repriced(lines, await pricesOf(lines, priceFor(state)), { empty: false });
      if (next.changed > 0) state.setLines(() => next.lines);
      notify.done(
        t('documents:reprice.done', { count: next.changed }),
        next.changed > 0 ? () => state.setLines(() => lines) : undefined,
      );
    } catch (error) {
      notify.refused(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={asking}
      leftSection={<IconTags size={15} aria-hidden />}
      onClick={() => void reprice()}
    >
      {t('documents:reprice.act')}
    </Button>
  );
}
