import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../notify.tsx';
import { hasPrice, inCurrency, repriced } from './offers.ts';
import type { DocumentState } from './use-document.ts';
import { priceFor, pricesOf } from './use-offers.ts';

type Props = { state: DocumentState; to: string | null; close: () => void };

/** Whether a document in another currency must ask what becomes of its prices. */
export function mustAsk(state: DocumentState, to: unknown): to is string {
  const from = state.draft.fields.currency;
  return typeof to === 'string' && to !== '' && to !== from && state.draft.lines.some(hasPrice);
}

/** A price is never changed silently: with another currency it is taken from the catalogue, or kept as the number it is. */
export function CurrencyChange({ state, to, close }: Props) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const { draft } = state;
  const from = priceFor(state).currency;
  const named = draft.lines.filter(({ productId }) => productId).length;
  const keep = () => {
    if (to) state.set('currency', to);
    close();
  };
  const reprice = async () => {
    if (!to) return;
    setAsking(true);
    try {
      const offers = await pricesOf(draft.lines, { ...priceFor(state), currency: to });
      const next = repriced(draft.lines, offers, { empty: true });
      const was = draft;
      state.setDraft(inCurrency(draft, to, next.lines));
      close();
      notify.done(t('documents:currency.done', { currency: to, count: next.missing }), () =>
        state.setDraft(was),
      );
    } catch (error) {
      notify.refused(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <Modal
      opened={to !== null}
      onClose={close}
      size="lg"
      title={t('documents:currency.title', { from, to })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('documents:currency.text', { from })}</Text>
        <Text size="sm" c="dimmed">
          {t('documents:currency.reprices', { count: named, to })}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button variant="default" onClick={keep}>
            {t('documents:currency.keep')}
          </Button>
          <Button data-autofocus loading={asking} onClick={() => void reprice()}>
            {t('documents:currency.reprice')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
