import { NumberInput, SegmentedControl, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { creditBody } from '#domain/credit-notes.ts';
import { ActDialog } from '#web/components/document/act-dialog.tsx';
import { Inputs, problemsOf } from '#web/components/document/dialog-inputs.tsx';
import type { Values } from '#web/components/form/field.ts';
import { Money } from '#web/components/money.tsx';
import { api } from '#web/platform/api.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { isolated, overMost, ReasonInput } from './inputs.tsx';
import { type DialogProps, isSome } from './invoice.ts';
import classes from './payments.module.css';

type CreditableLine = {
  lineId: string;
  description: string;
  unit: string | null;
  leftQuantity: string;
  left: string;
};
type Creditable = { currency: string; total: string; lines: CreditableLine[]; draftId: string | null };

const ways = ['whole', 'lines', 'amount'] as const;
type Way = (typeof ways)[number];

/** What of the invoice no credit note has taken yet. */
function useCreditable(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['credit_note', 'creditable', id],
    queryFn: ({ signal }) => api.get<Creditable>(`/invoices/${id}/creditable`, { signal }),
    enabled,
    staleTime: 0,
  });
}

function bodyFor(way: Way, reason: string, amount: unknown, quantities: Record<string, string>): Values {
  const said = { reason: reason.trim() };
  if (way === 'amount') return { ...said, amount };
  if (way === 'whole') return { ...said, whole: true };
  const lines = Object.entries(quantities)
    .filter(([, quantity]) => isSome(quantity))
    .map(([lineId, quantity]) => ({ lineId, quantity }));
  return { ...said, lines };
}

/** Opens a draft credit note of all that is left, of chosen quantities, or of an amount; it is issued on its own page. */
export function CreditDialog({ invoice, act, close }: DialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const opened = act === 'credit';
  const creditable = useCreditable(invoice.id, opened);
  const [way, setWay] = useState<Way>('whole');
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState<unknown>('');
  const [quantities, setQuantities] = useState<Record<string, string>>({});
  const { currency } = invoice;
  const left = creditable.data;
  const body = bodyFor(way, reason, amount, quantities);
  const blocked = left?.draftId
    ? t('invoices:credit.hasDraft')
    : left && !isSome(left.total)
      ? t('invoices:credit.nothingLeft')
      : undefined;
  return (
    <ActDialog
      opened={opened}
      close={close}
      title={t('invoices:credit.title', { number: isolated(invoice.number ?? '') })}
      effects={[
        t('invoices:credit.left', { amount: isolated(left ? format.money(left.total, currency) : '…') }),
        t('invoices:credit.draft'),
      ]}
      confirm={t('invoices:credit.confirm')}
      blocked={blocked}
      check={() => {
        const found = problemsOf(creditBody, body);
        if (found.length > 0 || way !== 'amount' || !left) return found;
        return overMost(amount, left.total, currency);
      }}
      run={async ({ idempotencyKey }) => {
        const note = await api.post<{ id: string }>(`/invoices/${invoice.id}/credit`, body, {
          idempotencyKey,
        });
        void queryClient.invalidateQueries({ queryKey: ['credit_note'] });
        void navigate({ to: recordPath('credit_note', note.id) });
      }}
    >
      {({ errorAt, typed }) => (
        <>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('invoices:credit.what')}
            value={way}
            data={ways.map((value) => ({ value, label: t(`invoices:credit.way.${value}`) }))}
            onChange={(value) => {
              setWay(value as Way);
              typed();
            }}
          />
          {way === 'amount' && (
            <Inputs
              fields={[
                {
                  key: 'amount',
                  label: 'invoices:credit.amount',
                  type: 'money',
                  currencyKey: 'currency',
                  required: true,
                  wide: true,
                },
              ]}
              values={{ amount, currency }}
              errorAt={errorAt}
              set={(key, value) => {
                if (key !== 'amount') return;
                setAmount(value);
                typed();
              }}
            />
          )}
          {way === 'lines' && (
            <Quantities
              lines={left?.lines}
              currency={currency}
              quantities={quantities}
              set={(lineId, quantity) => {
                setQuantities((before) => ({ ...before, [lineId]: quantity }));
                typed();
              }}
            />
          )}
          <ReasonInput
            value={reason}
            error={errorAt('reason')}
            onChange={(next) => {
              setReason(next);
              typed();
            }}
          />
        </>
      )}
    </ActDialog>
  );
}

type QuantitiesProps = {
  lines: CreditableLine[] | undefined;
  currency: string;
  quantities: Record<string, string>;
  set: (lineId: string, quantity: string) => void;
};

function Quantities({ lines, currency, quantities, set }: QuantitiesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!lines) return <Skeleton height={80} />;
  return (
    <ul className={classes.quantities}>
      {lines.map(({ lineId, description, unit, leftQuantity, left }) => (
        <li key={lineId}>
          <span className={classes.what}>
            <bdi>{description}</bdi>
            <span className={classes.how}>
              {t('invoices:credit.leftOf', {
                quantity: isolated(format.decimal(leftQuantity)),
                unit: unit ?? '',
              })}
              {' · '}
              <Money amount={left} currency={currency} />
            </span>
          </span>
          <NumberInput
            size="xs"
            w={96}
            hideControls
            min={0}
            max={Number(leftQuantity)}
            decimalScale={4}
            disabled={!isSome(leftQuantity)}
            aria-label={t('invoices:credit.quantityOf', { line: isolated(description) })}
            value={quantities[lineId] ?? ''}
            onChange={(value) => set(lineId, String(value))}
          />
        </li>
      ))}
    </ul>
  );
}
