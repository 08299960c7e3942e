import { Combobox, useCombobox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isDecimal } from '#web/platform/format.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { type CellProps, useCell } from './line-cell.tsx';
import whyClasses from './why.module.css';

/** The tax rate of a line: typed, or chosen from the company's rates (a click, or Alt and the down arrow… F4). */
export function TaxCell(props: CellProps) {
  const { t } = useTranslation();
  const { line, grid } = props;
  const format = useFormat();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { focused, put, props: shared } = useCell(props);
  const text = line.taxRate;
  const opened = combobox.dropdownOpened;
  return (
    <Combobox
      store={combobox}
      position="bottom-end"
      width={220}
      onOptionSubmit={(rate) => {
        put(rate);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withKeyboardNavigation={opened} withExpandedAttribute>
        <input
          {...shared}
          type="text"
          inputMode="decimal"
          dir="ltr"
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={opened}
          data-number
          maxLength={40}
          value={!focused && isDecimal(text) ? format.percent(text) : text}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            put(event.currentTarget.value.replace(/[%٪]/g, ''));
            combobox.closeDropdown();
          }}
          onBlur={() => {
            shared.onBlur();
            combobox.closeDropdown();
          }}
          onKeyDown={(event) => {
            if (event.key === 'F4') {
              event.preventDefault();
              combobox.openDropdown();
            } else if (opened && event.key === 'Tab') combobox.closeDropdown();
            shared.onKeyDown(event);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={t('documents:line.taxRate')}>
          {grid.rates.map((rate) => (
            <Combobox.Option key={rate.id} value={rate.rate} active={rate.rate === text}>
              <span className={whyClasses.rate}>
                <bdi>{rate.name}</bdi>
                <span className="isolate">{format.percent(rate.rate)}</span>
              </span>
            </Combobox.Option>
          ))}
          {grid.rates.length === 0 && <Combobox.Empty>{t('documents:lines.noRates')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
