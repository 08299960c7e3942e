import { Button } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { priceBookCreate } from '#domain/price-books.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import type { Field } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { OrderedList } from './ordered-list.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { subjectPath } from './subjects.ts';
import { useItems } from './use-items.ts';
import type { Ordered } from './wire.ts';

export type PriceBookSummary = Ordered & {
  name: string;
  currency: string;
  validFrom: string | null;
  validUntil: string | null;
  forAccounts: boolean;
  adjustmentPercent: string | null;
  accountCount: number;
  priceCount: number;
};

/** What a book is, whatever it prices. */
export const bookFields: Field[] = [
  { key: 'name', label: 'catalog:book.name', type: 'text', required: true, wide: true },
  { key: 'currency', label: 'common:field.currency', type: 'currency', required: true },
  {
    key: 'adjustmentPercent',
    label: 'catalog:book.adjustmentPercent',
    type: 'percent',
    help: 'catalog:book.adjustmentHelp',
  },
  { key: 'validFrom', label: 'catalog:book.validFrom', type: 'date' },
  { key: 'validUntil', label: 'catalog:book.validUntil', type: 'date' },
];

/** The price books in the order in which they count. */
export function PriceBooksSettings() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const currency = useSession()?.organisation.currency;
  const books = useItems<PriceBookSummary>('/price-books');
  const [adding, setAdding] = useState(false);
  const open = (id: string) => void navigate({ to: `${subjectPath('price-books')}/${id}` });
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('catalog:book.add')}
    </Button>
  );
  return (
    <SettingsPage subject="price-books" actions={add}>
      <Loaded query={books}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconTags} title={t('catalog:book.none')} text={t('catalog:book.noneText')} />
          ) : (
            <OrderedList
              items={items}
              path="/price-books"
              orderPath="/price-books/order"
              name={(item) => item.name}
              render={(item) => <BookLine book={item} />}
              onEdit={({ id }) => open(id)}
            />
          )
        }
      </Loaded>
      {adding && (
        <FormModal
          title={t('catalog:book.add')}
          groups={[{ fields: bookFields }]}
          schema={priceBookCreate}
          initial={{ currency }}
          submitLabel={t('common:act.add')}
          close={() => setAdding(false)}
          onSubmit={async (body, idempotencyKey) => {
            const made = await api.post<{ id: string }>('/price-books', body, { idempotencyKey });
            open(made.id);
          }}
        />
      )}
    </SettingsPage>
  );
}

function BookLine({ book }: { book: PriceBookSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, currency, adjustmentPercent, priceCount, accountCount, forAccounts } = book;
  const isolated = (text: string) => `\u2068${text}\u2069`;
  const parts = [
    currency,
    ...(adjustmentPercent ? [isolated(format.percent(adjustmentPercent))] : []),
    ...(priceCount > 0 ? [t('catalog:book.prices', { count: priceCount })] : []),
    forAccounts ? t('catalog:book.accounts', { count: accountCount }) : t('catalog:book.everybody'),
    ...(book.validFrom ? [t('catalog:book.from', { date: isolated(format.date(book.validFrom)) })] : []),
    ...(book.validUntil ? [t('catalog:book.until', { date: isolated(format.date(book.validUntil)) })] : []),
  ];
  return (
    <>
      <span className={classes.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={classes.sub}>{parts.join(' · ')}</span>
    </>
  );
}
