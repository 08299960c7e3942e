import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMinor, toMinor } from '#domain/money.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Values } from '../form/field.ts';
import { Money } from '../money.tsx';
import { Nothing } from '../nothing.tsx';
import { ShownValue } from '../record/shown-value.tsx';
import { type DocumentRecord, isHeading, type WireLine } from './draft.ts';
import { Internal } from './draft-sheet.tsx';
import lineClasses from './lines.module.css';
import offerClasses from './offers.module.css';
import { priceDigits } from './price-draft.ts';
import sheetClasses from './sheet.module.css';
import { SavedTotals } from './totals.tsx';
import { WhyAmount } from './why-amount.tsx';

/** A party as it was when the document was fixed. */
export type Party = {
  name?: string | null;
  legalName?: string | null;
  taxNumber?: string | null;
  address?: Values | null;
  email?: string | null;
  contact?: { name?: string | null; email?: string | null } | null;
  bankDetails?: string | null;
};

export type SavedRecord = DocumentRecord & {
  title: string | null;
  description?: string | null;
  terms: string | null;
  customerNote: string | null;
  internalNote: string | null;
  shippingAddress: Values | null;
  customer?: unknown;
  seller?: unknown;
};

type Props = {
  record: SavedRecord;
  /** Number, dates and references, at the end of the head. */
  facts: [string, ReactNode][];
  /** Who it is for, where the record does not carry the party itself. */
  customer: Party;
  banner?: ReactNode;
  /** Below the total: paid and outstanding. */
  afterTotal?: ReactNode;
};

/** A document that is fixed: as the customer has it, plus the internal note. Amounts are those that were saved. */
export function SavedSheet({ record, facts, customer, banner, afterTotal }: Props) {
  const { t } = useTranslation();
  const words = [
    ['documents:field.terms', record.terms],
    ['documents:field.customerNote', record.customerNote],
  ] as const;
  return (
    <section className={sheetClasses.sheet} aria-label={t('documents:sheet')}>
      {banner}
      <div className={`${sheetClasses.part} ${sheetClasses.top}`}>
        <PartyBlock
          caption={t('documents:party.customer')}
          party={(record.customer as Party | null) ?? customer}
        />
        {Boolean(record.seller) && (
          <PartyBlock caption={t('documents:party.seller')} party={record.seller as Party} />
        )}
        <dl className={sheetClasses.facts}>
          {facts.map(([label, value]) => (
            <Fact key={label} label={label} value={value} />
          ))}
        </dl>
      </div>
      {record.description && (
        <div className={sheetClasses.part}>
          <p className={sheetClasses.prose} dir="auto">
            {record.description}
          </p>
        </div>
      )}
      <SavedLines record={record} />
      <div className={`${sheetClasses.part} ${sheetClasses.foot}`}>
        <div className={sheetClasses.words}>
          {words.map(
            ([label, text]) =>
              text && (
                <div key={label}>
                  <p className={sheetClasses.caption}>{t(label)}</p>
                  <p className={sheetClasses.prose} dir="auto">
                    {text}
                  </p>
                </div>
              ),
          )}
          <Place label="documents:field.shippingAddress" address={record.shippingAddress} />
          {record.internalNote && (
            <Internal>
              <p className={sheetClasses.prose} dir="auto">
                {record.internalNote}
              </p>
            </Internal>
          )}
        </div>
        <SavedTotals record={record} after={afterTotal} />
      </div>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value ?? <Nothing />}</dd>
    </>
  );
}

function PartyBlock({ caption, party }: { caption: string; party: Party }) {
  const { t } = useTranslation();
  const { name, legalName, taxNumber, address, contact } = party;
  return (
    <div className={sheetClasses.party}>
      <p className={sheetClasses.caption}>{caption}</p>
      <div className={sheetClasses.partyName}>
        <bdi>{legalName || name || '–'}</bdi>
      </div>
      {contact?.name && (
        <p className={sheetClasses.prose}>
          <bdi>{contact.name}</bdi>
        </p>
      )}
      {address && (
        <p className={sheetClasses.prose}>
          <ShownValue field={{ key: 'address', label: caption, type: 'address' }} values={{ address }} />
        </p>
      )}
      {taxNumber && (
        <p className={sheetClasses.prose}>
          {t('documents:party.taxNumber', { number: `\u2068${taxNumber}\u2069` })}
        </p>
      )}
    </div>
  );
}

function Place({ label, address }: { label: string; address: Values | null }) {
  const { t } = useTranslation();
  if (!address || Object.values(address).every((part) => !part)) return null;
  return (
    <div>
      <p className={sheetClasses.caption}>{t(label)}</p>
      <p className={sheetClasses.prose}>
        <ShownValue field={{ key: 'address', label, type: 'address' }} values={{ address }} />
      </p>
    </div>
  );
}

/** The lines of a document as they were saved. */
export function SavedLines({ record }: { record: SavedRecord }) {
  const { t } = useTranslation();
  const lines = record.lines ?? [];
  const discounted = lines.some((line) => line.discountPercent !== '0');
  // The lines' shares of the discount on the whole: without them net and tax would not add up to the total.
  const shared = lines.some((line) => toMinor(line.discount, record.currency) > 0n);
  const head = [
    'quantity',
    'unitPrice',
    ...(discounted ? ['discountPercent'] : []),
    'taxRate',
    'net',
    ...(shared ? ['discount'] : []),
    'tax',
    'total',
  ];
  return (
    <div className={sheetClasses.grid}>
      <div className={sheetClasses.gridScroll} tabIndex={-1}>
        <table className={`${lineClasses.lines} ${lineClasses.read}`} aria-label={t('documents:lines.label')}>
          <thead>
            <tr>
              <th>{t('documents:line.description')}</th>
              {head.map((cell) => (
                <th key={cell} className={lineClasses.end}>
                  {t(`documents:line.${cell}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, row) => (
              <SavedLine key={line.id} {...{ line, row, discounted, shared }} currency={record.currency} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

type LineProps = {
  line: WireLine;
  row: number;
  discounted: boolean;
  shared: boolean;
  currency: string;
};

function SavedLine({ line, row, discounted, shared, currency }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const minor = (amount: string) => toMinor(amount, currency);
  const priced = {
    netMinor: minor(line.net),
    discountMinor: minor(line.discount),
    taxMinor: minor(line.tax),
    totalMinor: minor(line.total),
  };
  const label = (cell: string) => ({ className: lineClasses.end, 'data-label': t(`documents:line.${cell}`) });
  if (isHeading(line)) {
    return (
      <tr data-heading>
        <td data-cell="description" colSpan={7 + Number(discounted) + Number(shared)}>
          <bdi className={offerClasses.headingText}>{line.description}</bdi>
        </td>
      </tr>
    );
  }
  return (
    <tr data-uncounted={line.selected ? undefined : true}>
      <td data-cell="description">
        <bdi>{line.description}</bdi>
        {line.optional && (
          <div className={offerClasses.optional} style={{ padding: 0 }}>
            <span className={offerClasses.mark}>{t('documents:optional.mark')}</span>
            {t(line.selected ? 'documents:optional.counted' : 'documents:optional.notCounted')}
          </div>
        )}
      </td>
      <td {...label('quantity')}>
        <bdi>{format.decimal(line.quantity)}</bdi> <bdi>{line.unit}</bdi>
      </td>
      <td {...label('unitPrice')}>
        <bdi>{format.decimal(line.unitPrice, priceDigits(line.unitPrice, currency))}</bdi>
      </td>
      {discounted && (
        <td {...label('discountPercent')}>
          {line.discountPercent === '0' ? <Nothing /> : <bdi>{format.percent(line.discountPercent)}</bdi>}
        </td>
      )}
      <td {...label('taxRate')}>
        <bdi>{format.percent(line.taxRate)}</bdi>
      </td>
      <td {...label('net')}>
        <Money amount={line.net} currency={null} />
      </td>
      {shared && (
        <td {...label('discount')}>
          <Money amount={formatMinor(-priced.discountMinor, currency)} currency={null} />
        </td>
      )}
      <td {...label('tax')}>
        <Money amount={line.tax} currency={null} />
      </td>
      <td {...label('total')}>
        <WhyAmount line={line} priced={priced} currency={currency} row={row} />
      </td>
    </tr>
  );
}
