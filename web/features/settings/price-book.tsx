import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import type { Values } from '#web/components/form/field.ts';
import { RecordInput } from '#web/components/form/inputs/record-input.tsx';
import { RecordForm } from '#web/components/form/record-form.tsx';
import { api, newIdempotencyKey } from '#web/platform/api.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import bookClasses from './book.module.css';
import { changesOf } from './changes.ts';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { bookFields, type PriceBookSummary } from './price-books.tsx';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';

type BookPrice = { productId: string; unitPrice: string; minQuantity: string };
type PriceBook = PriceBookSummary & {
  accountIds: string[] | null;
  prices: BookPrice[];
  names: Record<string, string>;
};

/** One price book: what it is, for whom, and the prices that it names. */
export function PriceBookSettings() {
  const { id } = useParams({ strict: false }) as { id: string };
  const book = useQuery({
    queryKey: ['settings', '/price-books', id],
    queryFn: ({ signal }) => api.get<PriceBook>(`/price-books/${id}`, { signal }),
  });
  return (
    <SettingsPage subject="price-books" documentTitle={book.data?.name ?? ''}>
      <Loaded query={book}>{(data) => <Editor key={data.version} book={data} />}</Loaded>
    </SettingsPage>
  );
}

function Editor({ book }: { book: PriceBook }) {
  const { t } = useTranslation();
  const act = useAct();
  const initial: Values = Object.fromEntries(
    bookFields.map(({ key }) => [key, (book as unknown as Values)[key] ?? null]),
  );
  const patch = (body: object) => api.patch(`/price-books/${book.id}`, body, { version: book.version });
  return (
    <>
      <Panel title={t('catalog:book.what')}>
        <RecordForm
          groups={[{ fields: bookFields }]}
          initial={initial}
          submitLabel={t('common:act.save')}
          onSubmit={async (body) => {
            const changes = changesOf(initial, body);
            if (Object.keys(changes).length > 0) {
              await patch(changes);
              await act(async () => undefined, { done: t('catalog:book.saved') });
            }
          }}
        />
      </Panel>
      <Accounts book={book} save={(accountIds) => act(() => patch({ accountIds }))} />
      <Prices book={book} patch={patch} />
    </>
  );
}

type PickProps = { kind: RecordKindName; label: string; picked: (id: string) => void };

/** Finds one more record to add; empty again once it is there. */
function Picker({ kind, label, picked }: PickProps) {
  const [count, setCount] = useState(0);
  return (
    <RecordInput
      key={count}
      field={{ key: 'add', label, type: 'record', recordKind: kind }}
      value={null}
      values={{}}
      setValue={() => undefined}
      onChange={(id) => {
        if (typeof id !== 'string' || id === '') return;
        picked(id);
        setCount(count + 1);
      }}
    />
  );
}

function Accounts({ book, save }: { book: PriceBook; save: (ids: string[] | null) => void }) {
  const { t } = useTranslation();
  const { accountIds, names } = book;
  return (
    <Panel title={t('catalog:book.forWhom')} even>
      <SegmentedControl
        aria-label={t('catalog:book.forWhom')}
        value={accountIds === null ? 'everybody' : 'some'}
        onChange={(next) => save(next === 'everybody' ? null : [])}
        data={[
          { value: 'everybody', label: t('catalog:book.everybody') },
          { value: 'some', label: t('catalog:book.someAccounts') },
        ]}
      />
      {accountIds !== null && (
        <>
          <ul className={bookClasses.rows}>
            {accountIds.map((id) => (
              <li key={id} className={bookClasses.row}>
                <bdi className={bookClasses.grow}>{names[id] ?? '–'}</bdi>
                <ActionIcon
                  aria-label={t('catalog:book.remove', { name: names[id] ?? '' })}
                  onClick={() => save(accountIds.filter((one) => one !== id))}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <Picker
            kind="account"
            label="catalog:book.addAccount"
            picked={(id) => !accountIds.includes(id) && save([...accountIds, id])}
          />
        </>
      )}
    </Panel>
  );
}

type PricesProps = { book: PriceBook; patch: (body: object) => Promise<unknown> };

/** A row of its own: a product may stand here several times, once for each quantity. */
const keyed = (price: BookPrice) => ({ ...price, key: newIdempotencyKey() });

function Prices({ book, patch }: PricesProps) {
  const { t } = useTranslation();
  const act = useAct();
  const say = useFieldProblemText();
  const [rows, setPrices] = useState(() => book.prices.map(keyed));
  const prices = rows.map(({ key: _, ...price }) => price);
  const [added, setAdded] = useState<Record<string, string>>({});
  const [error, setError] = useState<string | null>(null);
  const dirty = JSON.stringify(prices) !== JSON.stringify(book.prices);
  const change = (at: number, part: Partial<BookPrice>) =>
    setPrices(rows.map((price, index) => (index === at ? { ...price, ...part } : price)));
  const add = async (productId: string) => {
    setPrices([...rows, keyed({ productId, unitPrice: '', minQuantity: '0' })]);
    const { name } = await api.get<{ name: string }>(`/products/${productId}`);
    setAdded((before) => ({ ...before, [productId]: name }));
  };
  const save = async () => {
    setError(null);
    try {
      await patch({ prices });
      await act(async () => undefined, { done: t('catalog:book.saved') });
    } catch (refused) {
      const [first] = problemOf(refused).errors ?? [];
      const row = /^prices\.(\d+)/.exec(first?.path ?? '')?.[1];
      const named = row === undefined ? '' : `${nameOf(prices[Number(row)]?.productId)}: `;
      setError(first ? named + say(first) : (problemOf(refused).detail ?? ''));
    }
  };
  const nameOf = (id = '') => book.names[id] ?? added[id] ?? '…';
  return (
    <Panel title={t('catalog:book.ownPrices')} text={t('catalog:book.ownPricesText')} even>
      <ul className={bookClasses.rows}>
        {rows.map((price, at) => (
          <PriceRow
            key={price.key}
            price={price}
            name={nameOf(price.productId)}
            currency={book.currency}
            change={(part) => change(at, part)}
            remove={() => setPrices(rows.filter((one) => one.key !== price.key))}
          />
        ))}
      </ul>
      <Picker kind="product" label="catalog:book.addProduct" picked={(id) => void add(id)} />
      {error && (
        <p className={bookClasses.error} role="alert">
          {error}
        </p>
      )}
      <div className={bookClasses.foot}>
        <Button disabled={!dirty} onClick={() => void save()}>
          {t('common:act.save')}
        </Button>
      </div>
    </Panel>
  );
}

type RowProps = {
  price: BookPrice;
  name: string;
  currency: string;
  change: (part: Partial<BookPrice>) => void;
  remove: () => void;
};

function PriceRow({ price, name, currency, change, remove }: RowProps) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const number = (key: 'unitPrice' | 'minQuantity') => ({
    dir: 'ltr' as const,
    inputMode: 'decimal' as const,
    autoComplete: 'off',
    className: bookClasses.number,
    value: price[key],
    onChange: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
    onBlur: () => price[key] && change({ [key]: readDecimal(price[key], locale) }),
  });
  return (
    <li className={bookClasses.row}>
      <bdi className={bookClasses.grow}>{name}</bdi>
      <TextInput
        {...number('minQuantity')}
        aria-label={t('catalog:book.minQuantityOf', { name })}
        leftSection={<small>{t('catalog:book.minQuantity')}</small>}
        leftSectionWidth={52}
      />
      <TextInput
        {...number('unitPrice')}
        aria-label={t('catalog:book.priceOf', { name })}
        rightSection={<small>{currency}</small>}
        rightSectionWidth={44}
      />
      <ActionIcon aria-label={t('catalog:book.remove', { name })} onClick={remove}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}
