import { Combobox, useCombobox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiUrl } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type CellProps, useCell } from './line-cell.tsx';
import lineClasses from './lines.module.css';
import offerClasses from './offers.module.css';
import type { Offer } from './offers.ts';
import { priceDigits } from './price-draft.ts';
import { priceFor, useOffers } from './use-offers.ts';

/** What a line is about: typed, or picked from what the catalogue has for the words so far. */
export function DescriptionCell(props: CellProps) {
  const { t } = useTranslation();
  const { line, state, grid, row } = props;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { focused, put, props: shared } = useCell(props);
  // Only words that were typed ask the catalogue: a caret that merely passes through opens nothing.
  const [typing, setTyping] = useState(false);
  const text = line.description;
  const offers = useOffers(state, text, typing && focused);
  const opened = typing && focused && offers.length > 0;
  const exact = offers.findIndex(
    ({ sku }) => sku !== null && sku.toLowerCase() === text.trim().toLowerCase(),
  );
  const { openDropdown, closeDropdown, selectOption } = combobox;
  useEffect(() => {
    if (!opened) return closeDropdown();
    openDropdown();
    // A whole code is no search any more: Enter takes it.
    if (exact >= 0) selectOption(exact);
  }, [opened, exact, openDropdown, closeDropdown, selectOption]);
  const pick = (id: string) => {
    const offer = offers.find((one) => one.id === id);
    setTyping(false);
    if (offer) grid.pick(row, offer);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key } = event;
    const chosen = combobox.getSelectedOptionIndex() !== -1;
    if (opened && key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setTyping(false);
      return;
    }
    const listKeys = key === 'ArrowDown' || key === 'ArrowUp' || (key === 'Enter' && chosen);
    if (opened && listKeys && !event.altKey) return;
    if (key === 'Enter' || key === 'Tab') setTyping(false);
    grid.onKeyDown(event, { row, column: 0 }, true);
  };
  return (
    <Combobox store={combobox} position="bottom-start" width={420} onOptionSubmit={pick} withinPortal>
      <Combobox.DropdownTarget>
        <span className={lineClasses.grow} data-text={text}>
          <Combobox.EventsTarget withKeyboardNavigation={opened} withExpandedAttribute>
            <textarea
              {...shared}
              rows={1}
              dir="auto"
              maxLength={255}
              role="combobox"
              aria-haspopup="listbox"
              aria-expanded={opened}
              value={text}
              onChange={(event) => {
                put(event.currentTarget.value.replace(/[\r\n]+/g, ' '));
                setTyping(true);
              }}
              onKeyDown={onKeyDown}
            />
          </Combobox.EventsTarget>
        </span>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={!opened}>
        <Combobox.Options aria-label={t('documents:offers.label')}>
          {offers.map((offer) => (
            <Combobox.Option key={offer.id} value={offer.id}>
              <OfferOption offer={offer} currency={priceFor(state).currency} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** The words of a heading. */
export function HeadingCell(props: CellProps) {
  const { t } = useTranslation();
  const { put, props: shared } = useCell(props);
  const text = props.line.description;
  return (
    <span className={lineClasses.grow} data-text={text}>
      <textarea
        {...shared}
        rows={1}
        dir="auto"
        maxLength={255}
        placeholder={t('documents:lines.headingHint')}
        value={text}
        onChange={(event) => put(event.currentTarget.value.replace(/[\r\n]+/g, ' '))}
      />
    </span>
  );
}

/** A product in the list: its picture, name and code, and what it costs this customer and why. */
function OfferOption({ offer, currency }: { offer: Offer; currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, sku, image, unitPrice, priceBook, bundlePricing, components, currencies } = offer;
  const count = components.length;
  return (
    <span className={offerClasses.offer}>
      {image ? (
        <img
          className={offerClasses.picture}
          src={apiUrl(`/products/${id}/image`, { v: image.sha256.slice(0, 12) })}
          alt=""
        />
      ) : (
        <span className={offerClasses.picture} aria-hidden />
      )}
      <span className={offerClasses.words}>
        <bdi className={offerClasses.name}>{name}</bdi>
        <span className={offerClasses.sub}>
          {sku && <bdi>{sku}</bdi>}
          {bundlePricing && <span>{t('documents:offers.bundle', { count })}</span>}
          {priceBook && <bdi>{priceBook.name}</bdi>}
        </span>
      </span>
      <span className={offerClasses.price}>
        {bundlePricing === 'sum' ? null : unitPrice === null ? (
          <small>{t('documents:offers.noPrice', { currency, has: currencies.join(', ') || '–' })}</small>
        ) : (
          <bdi>
            {format.decimal(unitPrice, priceDigits(unitPrice, currency))} {currency}
          </bdi>
        )}
      </span>
    </span>
  );
}
