import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { kinds, recordPath } from '#web/platform/kinds.ts';
import { useCreate } from '../create/use-create.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { Cell, directionOf, isAtEnd } from '../list/cell.tsx';
import type { ListColumn, RecordBase } from '../list/declare.ts';
import classes from './related-list.module.css';
import { useRelated } from './use-related.ts';

type Props<Item extends RecordBase> = {
  kind: RecordKindName;
  /** The filter of the list that these records pass: `{ accountId }`. */
  filter: Record<string, string>;
  /** The first one names the record and is the row's link. */
  columns: ListColumn<Item>[];
  /** What a new record starts with; without it nothing is created from here. */
  given?: Record<string, string>;
  /** i18n key of the button, where "New contact" is not what one would say here. */
  createLabel?: string;
  /** i18n key of a sentence for when there is none yet. */
  emptyText?: string;
};

const mostShown = 25;

/** Records that hang on the record of this page, inside one of its tabs, with the way to make another one. */
export function RelatedList<Item extends RecordBase>(props: Props<Item>) {
  const { t } = useTranslation();
  const { kind, filter, columns } = props;
  const related = useRelated<Item>(kind, filter);
  if (related.isError) return <ErrorState error={related.error} retry={() => void related.refetch()} />;
  if (related.isPending) return <Waiting />;
  const create = <CreateButton {...props} />;
  if (related.items.length === 0) {
    return (
      <EmptyState
        icon={kinds[kind].icon}
        title={t(`kinds:${kind}.none`)}
        text={props.emptyText && t(props.emptyText)}
        actions={create}
      />
    );
  }
  const left = related.items.length > mostShown || related.hasNextPage;
  return (
    <>
      <div className={classes.bar}>{create}</div>
      <div className={classes.scroll}>
        <table
          className={classes.table}
          style={{ '--least-width': `${widthOf(columns)}px` } as CSSProperties}
          aria-label={t(`kinds:${kind}.many`)}
        >
          <Widths columns={columns} />
          <Head columns={columns} />
          <tbody>
            {related.items.slice(0, mostShown).map((item) => (
              <Row key={item.id} item={item} kind={kind} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {left && (
        <Anchor component={Link} to={`/${kinds[kind].path}`} search={filter as never} size="sm">
          {t('common:board.showAll')}
        </Anchor>
      )}
    </>
  );
}

function CreateButton<Item extends RecordBase>({ kind, given, createLabel }: Props<Item>) {
  const { t } = useTranslation();
  const create = useCreate(kind);
  if (!create || !given) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} aria-hidden />}
      onClick={() => create(given)}
    >
      {t(createLabel ?? `kinds:${kind}.create`)}
    </Button>
  );
}

function widthOf<Item>(columns: ListColumn<Item>[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

/** The columns share the room by their declared widths; what is longer is cut with an ellipsis. */
function Widths<Item>({ columns }: { columns: ListColumn<Item>[] }) {
  const whole = widthOf(columns);
  return (
    <colgroup>
      {columns.map(({ key, width }) => (
        <col key={key} style={{ width: `${(100 * width) / whole}%` }} />
      ))}
    </colgroup>
  );
}

function Head<Item>({ columns }: { columns: ListColumn<Item>[] }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.key} scope="col" data-end={isAtEnd(column.type) || undefined}>
            {t(column.label)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowProps<Item extends RecordBase> = { item: Item; kind: RecordKindName; columns: ListColumn<Item>[] };

function Row<Item extends RecordBase>({ item, kind, columns }: RowProps<Item>) {
  const { t } = useTranslation();
  return (
    <tr className={classes.row}>
      {columns.map((column, place) => (
        <td
          key={column.key}
          data-end={isAtEnd(column.type) || undefined}
          data-label={place === 0 ? undefined : t(column.label)}
        >
          {place === 0 ? (
            <Link to={recordPath(kind, item.id)} className={classes.name} dir={directionOf(column)}>
              <Cell column={column} item={item} kind={kind} />
            </Link>
          ) : (
            <span className={classes.value} dir={directionOf(column)}>
              <Cell column={column} item={item} kind={kind} />
            </span>
          )}
        </td>
      ))}
    </tr>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" aria-hidden>
      <Skeleton height={20} />
      <Skeleton height={20} width="85%" />
      <Skeleton height={20} width="92%" />
    </Stack>
  );
}
