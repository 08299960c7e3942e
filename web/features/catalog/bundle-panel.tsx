import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bundlePricings } from '#domain/products.ts';
import { RecordInput } from '#web/components/form/inputs/record-input.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { SidePanel } from '#web/components/record/side-panel.tsx';
import { useSaveRecord } from '#web/components/record/use-record.ts';
import { RecordLink } from '#web/components/record-link.tsx';
import { api } from '#web/platform/api.ts';
import { readDecimal } from '#web/platform/read-decimal.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './catalog.module.css';
import type { Product } from './product.ts';

type Part = Product['components'][number];

/** What a bundle holds, and whether it is sold as its parts or as one line. */
export function BundlePanel({ product }: { product: Product }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const save = useSaveRecord<Product>('product');
  const [parts, setParts] = useState<Part[]>(product.components);
  const [pricing, setPricing] = useState(product.bundlePricing ?? 'sum');
  const [saving, setSaving] = useState(false);
  const editable = product.abilities?.edit === true;
  if (!editable && parts.length === 0) return null;
  const sent = (all: Part[]) => all.map(({ productId, quantity }) => ({ productId, quantity }));
  const dirty =
    JSON.stringify(sent(parts)) !== JSON.stringify(sent(product.components)) ||
    (parts.length > 0 && pricing !== (product.bundlePricing ?? 'sum'));
  const put = async () => {
    setSaving(true);
    try {
      await save(product, {
        components: sent(parts),
        ...(parts.length > 0 ? { bundlePricing: pricing } : {}),
      });
      notify.done(t('catalog:bundle.saved'));
    } catch (error) {
      notify.refused(error);
    } finally {
      setSaving(false);
    }
  };
  const add = async (id: string) => {
    if (parts.some(({ productId }) => productId === id)) return;
    const { name } = await api.get<{ name: string }>(`/products/${id}`);
    setParts((before) => [...before, { productId: id, name, quantity: '1' }]);
  };
  const change = (id: string, quantity: string) =>
    setParts(parts.map((part) => (part.productId === id ? { ...part, quantity } : part)));
  return (
    <SidePanel title={t('catalog:bundle.title')}>
      {parts.length === 0 && <p className={classes.hint}>{t('catalog:bundle.none')}</p>}
      <ul className={classes.parts}>
        {parts.map((part) => (
          <PartRow
            key={part.productId}
            part={part}
            editable={editable}
            change={(quantity) => change(part.productId, quantity)}
            remove={() => setParts(parts.filter(({ productId }) => productId !== part.productId))}
          />
        ))}
      </ul>
      {editable && (
        <>
          <Adder add={(id) => void add(id)} />
          {parts.length > 0 && (
            <SegmentedControl
              mt="xs"
              size="xs"
              fullWidth
              aria-label={t('catalog:bundle.pricing')}
              value={pricing}
              onChange={(next) => setPricing(next as typeof pricing)}
              data={bundlePricings.map((value) => ({ value, label: t(`catalog:bundle.${value}`) }))}
            />
          )}
          {dirty && (
            <Button mt="xs" size="compact-sm" loading={saving} onClick={() => void put()}>
              {t('common:act.save')}
            </Button>
          )}
        </>
      )}
    </SidePanel>
  );
}

/** Finds one more product; empty again once it is there. */
function Adder({ add }: { add: (id: string) => void }) {
  const [count, setCount] = useState(0);
  return (
    <RecordInput
      key={count}
      field={{ key: 'add', label: 'catalog:bundle.add', type: 'record', recordKind: 'product' }}
      value={null}
      values={{}}
      setValue={() => undefined}
      onChange={(id) => {
        if (typeof id !== 'string' || id === '') return;
        add(id);
        setCount(count + 1);
      }}
    />
  );
}

type PartProps = { part: Part; editable: boolean; change: (quantity: string) => void; remove: () => void };

function PartRow({ part, editable, change, remove }: PartProps) {
  const { t } = useTranslation();
  const { locale, decimal } = useFormat();
  const { productId, quantity } = part;
  const name = part.name ?? '–';
  return (
    <li className={classes.part}>
      <span className={classes.grow}>
        <RecordLink kind="product" id={productId} text={part.name} />
      </span>
      {editable ? (
        <>
          <TextInput
            size="xs"
            w={64}
            dir="ltr"
            inputMode="decimal"
            autoComplete="off"
            aria-label={t('catalog:bundle.quantity', { name })}
            value={quantity}
            onChange={(event) => change(event.currentTarget.value)}
            onBlur={() => quantity && change(readDecimal(quantity, locale))}
          />
          <ActionIcon aria-label={t('catalog:bundle.remove', { name })} onClick={remove}>
            <IconTrash size={15} />
          </ActionIcon>
        </>
      ) : (
        <span>{decimal(quantity)}</span>
      )}
    </li>
  );
}
