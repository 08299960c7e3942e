import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors, fieldProblem } from '#domain/field-errors.ts';
import { quantityUnits } from '#domain/line-ledger.ts';
import { orderFulfilBody } from '#domain/orders.ts';
import type { FieldProblem } from '#domain/problems.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { localToday } from '#web/components/document/local-today.ts';
import type { Field } from '#web/components/form/field.ts';
import { FieldInput } from '#web/components/form/field-input.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import { openLines } from './order.ts';
import classes from './orders.module.css';
import { type DialogProps, useAct } from './use-act.ts';

const dateField: Field = { key: 'date', label: 'orders:fulfil.date', type: 'date', required: true };

const tooMuch = {
  key: 'quantity',
  label: '',
  type: 'decimal',
  errors: { out_of_range: 'orders:fulfil.tooMuch' },
} as const;

type Typed = Record<string, string>;

/** What is sent: the lines of which something was typed; nothing and zero are left out. */
const namedOf = (lines: readonly { id: string }[], typed: Typed) =>
  lines.flatMap(({ id: lineId }) => {
    const quantity = (typed[lineId] ?? '').trim();
    return quantity === '' || /^0+(\.0+)?$/.test(quantity) ? [] : [{ lineId, quantity }];
  });

/** Notes a delivery: at first everything that is left, each line's quantity to be changed. */
export function FulfilDialog({ order, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const notify = useNotify();
  const run = useAct(order);
  const lines = openLines(order);
  const everything = () => Object.fromEntries(lines.map(({ id, toFulfil }) => [id, toFulfil ?? '0']));
  const [quantities, setQuantities] = useState<Typed>(everything);
  const [date, setDate] = useState<unknown>(localToday());
  const [note, setNote] = useState('');
  const named = namedOf(lines, quantities);
  const body = { lines: named, date, ...(note.trim() ? { note: note.trim() } : {}) };
  const check = (): FieldProblem[] => {
    if (named.length === 0) return [fieldProblem('lines', 'too_few', { min: 1 })];
    const checked = orderFulfilBody.safeParse(body);
    if (!checked.success) return fieldErrors(checked.error, body);
    return (checked.data.lines ?? []).flatMap(({ lineId, quantity }, at) => {
      const max = lines.find(({ id }) => id === lineId)?.toFulfil ?? '0';
      const over = quantityUnits(quantity) > quantityUnits(max);
      return over ? [fieldProblem(`lines.${at}.quantity`, 'out_of_range', { above: '0', max })] : [];
    });
  };
  return (
    <ActDialog
      opened={act === 'fulfil'}
      close={close}
      title={t('orders:fulfil.title', { number: `\u2068${order.number}\u2069` })}
      effects={[t('orders:fulfil.moves'), t('orders:fulfil.final')]}
      confirm={t('orders:act.fulfil')}
      check={check}
      run={async ({ idempotencyKey }) => {
        await run('fulfil', body, idempotencyKey);
        notify.done(t('orders:fulfil.done'));
      }}
    >
      {({ errorAt, typed }) => (
        <div className={classes.fulfil}>
          {lines.map((line) => (
            <div key={line.id} className={classes.row}>
              <div id={`fulfil-${line.id}`}>
                <bdi>{line.description}</bdi>
                <div className={classes.quiet}>
                  {t('orders:fulfil.left', {
                    quantity: `\u2068${[format.decimal(line.toFulfil ?? '0'), line.unit].filter(Boolean).join(' ')}\u2069`,
                  })}
                </div>
              </div>
              <TextInput
                aria-labelledby={`fulfil-${line.id}`}
                inputMode="decimal"
                dir="ltr"
                value={quantities[line.id] ?? ''}
                error={errorAt(
                  `lines.${named.findIndex(({ lineId }) => lineId === line.id)}.quantity`,
                  tooMuch,
                )}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setQuantities((before) => ({ ...before, [line.id]: value }));
                  typed();
                }}
              />
            </div>
          ))}
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => setQuantities(everything())}>
              {t('orders:fulfil.everything')}
            </Button>
            <Button variant="subtle" size="compact-sm" onClick={() => setQuantities({})}>
              {t('orders:fulfil.none')}
            </Button>
          </div>
          <FieldInput
            field={dateField}
            value={date}
            values={{ date }}
            setValue={(_, value) => setDate(value)}
            onChange={(value) => {
              setDate(value);
              typed();
            }}
            errorAt={errorAt}
          />
          <Textarea
            label={t('orders:fulfil.note')}
            dir="auto"
            autosize
            minRows={2}
            maxLength={1000}
            value={note}
            error={errorAt('note')}
            onChange={(event) => {
              setNote(event.currentTarget.value);
              typed();
            }}
          />
        </div>
      )}
    </ActDialog>
  );
}
