import { Pill } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { MemberName } from '../member-name.tsx';
import { Money } from '../money.tsx';
import { Nothing } from '../nothing.tsx';
import { OptionLabel } from '../option-label.tsx';
import { StageBadge } from '../stage-badge.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { When } from '../when.tsx';
import { type ColumnType, columnValue, type ListColumn, type RecordBase } from './declare.ts';
import classes from './list.module.css';

type Shown<Item> = { column: ListColumn<Item>; item: Item; value: unknown; kind: string };

const atEnd: ColumnType[] = ['money', 'number', 'percent'];

export function isAtEnd(type: ColumnType | undefined): boolean {
  return type !== undefined && atEnd.includes(type);
}

/** Words stand in their own direction, addresses and numbers left to right: what is cut off is the end, never the beginning. */
export function directionOf(column: { type?: ColumnType }): 'auto' | 'ltr' | undefined {
  if (column.type === 'code') return 'ltr';
  const words = column.type === undefined || ['text', 'link', 'option'].includes(column.type);
  return words ? 'auto' : undefined;
}

/** One value of one record, drawn as its column declares. */
export function Cell<Item extends RecordBase>(props: {
  column: ListColumn<Item>;
  item: Item;
  kind: string;
}): ReactNode {
  const { column, item, kind } = props;
  const value = columnValue(column, item);
  if (value === null || value === undefined || value === '') return <Nothing />;
  return <Drawn column={column} item={item} value={value} kind={kind} />;
}

function Drawn<Item extends RecordBase>({ column, item, value, kind }: Shown<Item>): ReactNode {
  const format = useFormat();
  const { t } = useTranslation();
  const text = String(value);
  switch (column.type) {
    case 'money':
      return <Money amount={text} currency={column.currency ? column.currency(item) : item.currency} />;
    case 'number':
      return format.decimal(typeof value === 'number' ? value : text);
    case 'percent':
      return format.percent(text);
    case 'date':
      return <span style={{ whiteSpace: 'nowrap' }}>{format.date(text)}</span>;
    case 'instant':
      return format.instant(text);
    case 'relative':
      return <When at={text} />;
    case 'status':
      return <StatusBadge kind={column.statusKind ?? kind} status={text} plain />;
    case 'stage':
      return <StageBadge kind={kind} stageId={stageIdOf(item)} status={text} plain />;
    case 'member':
      return <MemberName id={text} name={item.names?.[column.key]} />;
    case 'tags':
      return <Tags tags={value as string[]} />;
    case 'option':
      if (column.optionList) return <OptionLabel list={column.optionList} value={text} />;
      return t(`${column.words}.${text}`, { defaultValue: text });
    case 'boolean':
      return value ? <IconCheck size={16} aria-label={t('common:yes')} /> : <NoMark />;
    case 'code':
      return <bdi dir="ltr">{text}</bdi>;
    case 'link':
      return <LinkCell to={recordPath(column.linkKind ?? 'account', text)} name={item.names?.[column.key]} />;
    default:
      return text;
  }
}

function stageIdOf(item: object): string | undefined {
  return (item as { stageId?: string }).stageId;
}

function NoMark() {
  const { t } = useTranslation();
  return <IconMinus size={16} aria-label={t('common:no')} color="var(--mantine-color-placeholder)" />;
}

function LinkCell({ to, name }: { to: string; name: string | undefined }) {
  if (!name) return <Nothing />;
  return (
    <Link to={to} className={classes.link} dir="auto">
      {name}
    </Link>
  );
}

function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <Nothing />;
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <Pill key={tag} size="xs">
          {tag}
        </Pill>
      ))}
    </span>
  );
}
