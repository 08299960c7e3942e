import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconHourglassLow } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PipelineKind } from '#domain/pipelines.ts';
import { usePipelineWords } from '#web/platform/pipelines.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { Initials } from '../member-name.tsx';
import { Money } from '../money.tsx';
import { StatusBadge } from '../status-badge.tsx';
import classes from './board.module.css';
import type { BoardColumnData } from './declare.ts';

type Column = Omit<BoardColumnData<unknown>, 'items' | 'nextCursor'>;

/**
 * What a column amounts to, over all of its cards: how many, how many of them rot, their sum per currency with the weighted
 * sum beside it, and who has how many.
 */
export function ColumnHead({ column, kind }: { column: Column; kind: PipelineKind }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = usePipelineWords();
  const { count, rotting, sums = [], owners } = column;
  return (
    <header className={classes.columnHead}>
      <StatusBadge kind={kind} status={column.status} name={say(column)} plain />
      <span className={classes.count}>{format.total(count)}</span>
      {rotting.value > 0 && (
        <span className={classes.rottingCount}>
          <IconHourglassLow size={13} aria-hidden />
          {t('common:board.rottingCount', { count: rotting.value, total: format.total(rotting) })}
        </span>
      )}
      {sums.length > 0 && <Sums sums={sums} />}
      {owners.length > 0 && <Owners owners={owners} />}
    </header>
  );
}

/** One line for each currency. A weighted sum that says nothing more (all is won, all is lost) is left out. */
function Sums({ sums }: { sums: NonNullable<Column['sums']> }) {
  const { t } = useTranslation();
  const weighs = sums.some(({ amount, weighted }) => weighted && weighted !== amount && !isZero(weighted));
  return (
    <dl className={classes.sums} data-weighs={weighs || undefined}>
      <dt>{t('common:board.sum')}</dt>
      {weighs && <dt className={classes.end}>{t('common:board.weighted')}</dt>}
      {sums.map(({ currency, amount, weighted }) => (
        <SumLine key={currency} amount={amount} weighted={weighs ? weighted : null} currency={currency} />
      ))}
    </dl>
  );
}

type Line = { amount: string; weighted?: string | null; currency: string };

function SumLine({ amount, weighted, currency }: Line) {
  return (
    <>
      <dd className={classes.sum}>
        <Money amount={amount} currency={currency} round />
      </dd>
      {weighted != null && (
        <dd className={classes.end}>
          <Money amount={weighted} currency={currency} round />
        </dd>
      )}
    </>
  );
}

/** Who has how many cards here; a click narrows the board to them, and another one widens it again. */
function Owners({ owners }: Pick<Column, 'owners'>) {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  return (
    <ul className={classes.owners} aria-label={t('common:board.owners')}>
      {owners.map(({ ownerId, name, count }) => {
        const id = ownerId ?? 'none';
        const shown = name ?? t('common:nobody');
        const chosen = search.ownerId === id;
        const label = t('common:board.owner', { name: shown, count });
        return (
          <li key={id}>
            <Tooltip label={label}>
              <UnstyledButton
                className={classes.owner}
                aria-pressed={chosen}
                onClick={() => change({ ownerId: chosen ? null : id })}
              >
                <Initials name={name ?? '–'} size={18} />
                <VisuallyHidden>{label}</VisuallyHidden>
                <span aria-hidden>{count}</span>
              </UnstyledButton>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}

function isZero(amount: string): boolean {
  return /^0(\.0*)?$/.test(amount);
}
