import { Anchor, Pill } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomMoney } from '#domain/custom-fields.ts';
import type { Recurrence } from '#domain/recurrence.ts';
import type { Scope } from '#domain/scope.ts';
import { nodeOfScope, useNodes } from '#web/platform/hierarchy.ts';
import { recordPath } from '#web/platform/kinds.ts';
import { useOptionList } from '#web/platform/option-lists.ts';
import { usePaymentTerms } from '#web/platform/payment-terms.ts';
import { usePipelines, usePipelineWords } from '#web/platform/pipelines.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { Field, Values } from '../form/field.ts';
import { MemberName } from '../member-name.tsx';
import { Money } from '../money.tsx';
import { Nothing } from '../nothing.tsx';
import { RecordLink } from '../record-link.tsx';
import { StatusBadge } from '../status-badge.tsx';

type Props = { field: Field; values: Values };

/** A field's value as it is read, before anyone edits it. */
export function ShownValue({ field, values }: Props): ReactNode {
  const value = values[field.key];
  const empty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);
  if (empty && field.type !== 'member') return <Nothing />;
  const Shown = shapes[field.type] ?? Plain;
  return <Shown field={field} values={values} />;
}

function Plain({ field, values }: Props) {
  return <bdi style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{String(values[field.key])}</bdi>;
}

function Mail({ field, values }: Props) {
  return (
    <Anchor inherit href={`mailto:${values[field.key]}`} dir="ltr">
      {String(values[field.key])}
    </Anchor>
  );
}

function Phone({ field, values }: Props) {
  return (
    <Anchor inherit href={`tel:${String(values[field.key]).replace(/[^+\d]/g, '')}`} dir="ltr">
      {String(values[field.key])}
    </Anchor>
  );
}

function Web({ field, values }: Props) {
  const address = String(values[field.key]);
  return (
    <Anchor inherit href={address} target="_blank" rel="noopener noreferrer" dir="ltr">
      {address.replace(/^https?:\/\//, '').replace(/\/$/, '')}
    </Anchor>
  );
}

function Amount({ field, values }: Props) {
  const currency = field.currencyKey ? values[field.currencyKey] : values.currency;
  return <Money amount={String(values[field.key])} currency={currency as string | null} />;
}

function Choice({ field, values }: Props) {
  const { t } = useTranslation();
  const value = String(values[field.key]);
  const option = field.options?.find((one) => one.value === value);
  if (option) return <bdi>{option.label}</bdi>;
  if (field.badge) return <StatusBadge kind={field.badge} status={value} />;
  return t(`${field.words}.${value}`, { defaultValue: value });
}

function Choices({ field, values }: Props) {
  const labels = (values[field.key] as string[]).map(
    (value) => field.options?.find((one) => one.value === value)?.label ?? value,
  );
  return <Labels labels={labels} />;
}

function OwnAmount({ field, values }: Props) {
  const { amount, currency } = values[field.key] as CustomMoney;
  return <Money amount={amount} currency={currency} />;
}

function Listed({ field, values }: Props) {
  const value = String(values[field.key]);
  return useOptionList(field.optionList).find((option) => option.value === value)?.label ?? value;
}

function Day({ field, values }: Props) {
  return useFormat().date(String(values[field.key]));
}

function Clock({ field, values }: Props) {
  return <bdi dir="ltr">{String(values[field.key])}</bdi>;
}

function Again({ field, values }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { every, unit, ends } = values[field.key] as Recurrence;
  const often = t(`common:recurrence.shown.${unit}`, { count: every });
  return ends ? t('common:recurrence.until', { often, date: format.date(ends) }) : often;
}

function Figure({ field, values }: Props) {
  const format = useFormat();
  const value = String(values[field.key]);
  return field.type === 'percent' ? format.percent(value) : format.decimal(value);
}

function Country({ field, values }: Props) {
  return useFormat().country(String(values[field.key]));
}

function Tags({ field, values }: Props) {
  return <Labels labels={values[field.key] as string[]} />;
}

function Labels({ labels }: { labels: string[] }) {
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 4 }}>
      {labels.map((tag) => (
        <Pill key={tag} size="xs">
          {tag}
        </Pill>
      ))}
    </span>
  );
}

/** The name that the record carries for what a field links to. A value just typed has none yet. */
function nameOf(field: Field, values: Values): string | undefined {
  return (values.names as Record<string, string> | undefined)?.[field.key];
}

function Linked({ field, values }: Props) {
  const id = String(values[field.key]);
  const kind = field.recordKind ?? 'account';
  const text = nameOf(field, values);
  if (!text) return <RecordLink kind={kind} id={id} />;
  return (
    <Anchor inherit component={Link} to={recordPath(kind, id)}>
      <bdi>{text}</bdi>
    </Anchor>
  );
}

function PaymentTerm({ field, values }: Props) {
  return usePaymentTerms().find((term) => term.id === values[field.key])?.name ?? '…';
}

function PipelineName({ field, values }: Props) {
  const say = usePipelineWords();
  const pipeline = usePipelines(field.pipelineKind).find(({ id }) => id === values[field.key]);
  return <bdi>{pipeline ? say(pipeline) : '…'}</bdi>;
}

function Place({ field, values }: Props) {
  const format = useFormat();
  const address = values[field.key] as Record<string, string | null>;
  const town = [address.city, address.region, address.postalCode].filter(Boolean).join(', ');
  const lines = [address.street, town, address.country && format.country(address.country)].filter(Boolean);
  if (lines.length === 0) return <Nothing />;
  return <bdi style={{ whiteSpace: 'pre-line' }}>{lines.join('\n')}</bdi>;
}

function Part({ field, values }: Props) {
  const nodes = useNodes();
  return nodeOfScope(nodes, values[field.key] as Scope)?.name ?? '…';
}

function Prices({ field, values }: Props) {
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 12 }}>
      {(values[field.key] as Record<string, string>[]).map((price) => (
        <Money
          key={price.currency}
          amount={price[field.amountKey ?? 'unitPrice']}
          currency={price.currency}
        />
      ))}
    </span>
  );
}

function YesNo({ field, values }: Props) {
  const { t } = useTranslation();
  return t(values[field.key] ? 'common:yes' : 'common:no');
}

function Who({ field, values }: Props) {
  return <MemberName id={values[field.key] as string | null} name={nameOf(field, values)} />;
}

const shapes: Partial<Record<Field['type'], (props: Props) => ReactNode>> = {
  email: Mail,
  phone: Phone,
  url: Web,
  money: Amount,
  decimal: Figure,
  percent: Figure,
  date: Day,
  time: Clock,
  recurrence: Again,
  choice: Choice,
  option: Listed,
  country: Country,
  member: Who,
  record: Linked,
  paymentTerm: PaymentTerm,
  pipeline: PipelineName,
  tags: Tags,
  address: Place,
  checkbox: YesNo,
  prices: Prices,
  scope: Part,
  amount: OwnAmount,
  choices: Choices,
};
