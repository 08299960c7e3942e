import { Button, Modal, Select } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { priceDigits } from '#web/components/document/price-draft.ts';
import { Money } from '#web/components/money.tsx';
import { Nothing } from '#web/components/nothing.tsx';
import { apiUrl } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import classes from './compare.module.css';
import { type ComparedLine, compareLines, compareWords } from './compare-versions.ts';
import type { Quote } from './quote.ts';

type Props = { versions: Quote[]; opened: boolean; close: () => void };

/** Two versions of a quote side by side: what was added, removed and changed, and the PDF of each. */
export function CompareVersions({ versions, opened, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  // The newest stands first in the list; as a rule one compares it with the one before.
  const [beforeId, setBefore] = useState(versions[1]?.id ?? null);
  const [afterId, setAfter] = useState(versions[0]?.id ?? null);
  const before = versions.find(({ id }) => id === beforeId);
  const after = versions.find(({ id }) => id === afterId);
  const options = versions.map(({ id, versionNumber }) => ({
    value: id,
    label: t('quotes:versionOf', { version: format.decimal(versionNumber) }),
  }));
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="72rem"
      title={t('quotes:compare.title')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={classes.two}>
        <Side label={t('quotes:compare.before')} value={beforeId} choose={setBefore} options={options} />
        <Side label={t('quotes:compare.after')} value={afterId} choose={setAfter} options={options} />
      </div>
      {before && after && <Compared before={before} after={after} />}
    </Modal>
  );
}

type SideProps = {
  label: string;
  value: string | null;
  choose: (id: string | null) => void;
  options: { value: string; label: string }[];
};

function Side({ label, value, choose, options }: SideProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.side}>
      <Select label={label} value={value} onChange={choose} data={options} allowDeselect={false} flex={1} />
      <Button
        component="a"
        href={apiUrl(`/quotes/${value}/pdf`, { inline: '1' })}
        target="_blank"
        rel="noreferrer"
        variant="default"
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
      >
        {t('quotes:compare.pdf')}
      </Button>
    </div>
  );
}

function Compared({ before, after }: { before: Quote; after: Quote }) {
  const { t } = useTranslation();
  const lines = compareLines(before.lines ?? [], after.lines ?? []);
  const words = compareWords(before, after);
  const counts = Map.groupBy(lines, ({ change }) => change);
  const changes = (['added', 'removed', 'changed'] as const).filter((change) => counts.has(change));
  return (
    <>
      <p className={classes.summary} role="status">
        {changes.length === 0
          ? t('quotes:compare.sameLines')
          : changes
              .map((change) =>
                t(`quotes:compare.count.${change}`, { count: counts.get(change)?.length ?? 0 }),
              )
              .join(' · ')}
      </p>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <Row key={`${line.before?.id} ${line.after?.id}`} line={line} before={before} after={after} />
        ))}
      </ul>
      {words.map((one) => (
        <div key={one.key} className={classes.words}>
          <p className={classes.caption}>{t(`quotes:compare.word.${one.key}`)}</p>
          <div className={classes.two}>
            <Words text={one.before} change="removed" />
            <Words text={one.after} change="added" />
          </div>
        </div>
      ))}
      <Totals before={before} after={after} />
    </>
  );
}

function Words({ text, change }: { text: string | null; change: 'added' | 'removed' }) {
  return (
    <div className={classes.cell} data-change={text === null ? undefined : change}>
      {text === null ? (
        <Nothing />
      ) : (
        <p className={classes.prose} dir="auto">
          {text}
        </p>
      )}
    </div>
  );
}

function Row({ line, before, after }: { line: ComparedLine; before: Quote; after: Quote }) {
  const { t } = useTranslation();
  const { change } = line;
  return (
    <li className={classes.two} data-change={change}>
      <LineSide line={line.before} quote={before} change={change === 'added' ? null : change} />
      <LineSide line={line.after} quote={after} change={change === 'removed' ? null : change} />
      {change !== 'same' && <span className={classes.hidden}>{t(`quotes:compare.is.${change}`)}</span>}
    </li>
  );
}

type LineSideProps = { line: ComparedLine['before']; quote: Quote; change: ComparedLine['change'] | null };

function LineSide({ line, quote, change }: LineSideProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!line) return <div className={classes.cell} aria-hidden />;
  if (line.lineType === 'heading') {
    return (
      <div className={classes.cell} data-change={change}>
        <strong>
          <bdi>{line.description}</bdi>
        </strong>
      </div>
    );
  }
  const isolated = (text: string) => `\u2068${text}\u2069`;
  const figures = [
    isolated(
      `${format.decimal(line.quantity)} × ${format.decimal(line.unitPrice, priceDigits(line.unitPrice, quote.currency))}`,
    ),
    ...(line.discountPercent === '0' ? [] : [isolated(`−${format.percent(line.discountPercent)}`)]),
    isolated(format.percent(line.taxRate)),
    ...(line.optional ? [t('documents:optional.mark')] : []),
  ];
  return (
    <div className={classes.cell} data-change={change}>
      <span className={classes.what}>
        {change && change !== 'same' && (
          <span className={classes.sign} aria-hidden>
            {change === 'added' ? '+' : change === 'removed' ? '−' : '~'}
          </span>
        )}
        <bdi>{line.description}</bdi>
        <small>{figures.join(' · ')}</small>
      </span>
      <Money amount={line.total} currency={quote.currency} />
    </div>
  );
}

function Totals({ before, after }: { before: Quote; after: Quote }) {
  const { t } = useTranslation();
  const rows = [
    ['documents:total.subtotal', 'subtotal'],
    ['documents:total.discount', 'discountTotal'],
    ['documents:line.tax', 'taxTotal'],
    ['documents:line.total', 'total'],
  ] as const;
  return (
    <dl className={classes.totals}>
      {rows.map(([label, key]) => (
        <div key={key} data-changed={before[key] !== after[key] || undefined}>
          <dt>{t(label)}</dt>
          <dd>
            <Money amount={before[key]} currency={before.currency} />
          </dd>
          <dd>
            <Money amount={after[key]} currency={after.currency} strong={key === 'total'} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
