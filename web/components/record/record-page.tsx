import { Button, Skeleton, Stack, Tabs } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { capabilityOf, recordPath } from '#web/platform/kinds.ts';
import { usePageTitle } from '#web/platform/page-title.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { ErrorState } from '../error-state.tsx';
import type { RecordBase } from '../list/declare.ts';
import pageClasses from '../page.module.css';
import { ThreadStepper } from '../thread/thread-stepper.tsx';
import { When } from '../when.tsx';
import type { RecordActs, RecordDeclaration, RecordTab } from './declare.ts';
import classes from './record.module.css';
import { RecordFields } from './record-fields.tsx';
import { RecordHead, useArchive } from './record-head.tsx';
import { useTabs } from './shared-tabs.ts';
import { TabRow } from './tab-row.tsx';
import { useRecord } from './use-record.ts';

type Props<Item extends RecordBase> = {
  declaration: RecordDeclaration<Item>;
  id: string;
  /** The acts that the record offers now; a hook, because acts open panels and call the server. */
  useActs?: (item: Item) => RecordActs;
  /** Panels that acts open, drawn once the record is there. */
  panels?: (item: Item) => ReactNode;
};

/** The page of one record: a feature declares what it shows, everything else is here. */
export function RecordPage<Item extends RecordBase>({
  declaration,
  id,
  useActs = noActs,
  panels,
}: Props<Item>) {
  const record = useRecord<Item>(declaration.kind, id);
  const { data: item } = record;
  const { t } = useTranslation();
  usePageTitle(item ? declaration.title(item) : t(`kinds:${declaration.kind}.one`));
  if (record.isError && !item) return <ErrorState error={record.error} retry={() => void record.refetch()} />;
  if (!item) return <RecordSkeleton />;
  // A merged record answers with the one it became: the address follows.
  if (item.id !== id) return <Navigate to={recordPath(declaration.kind, item.id)} replace />;
  return <Loaded key={item.id} declaration={declaration} item={item} useActs={useActs} panels={panels} />;
}

function noActs(): RecordActs {
  return {};
}

type LoadedProps<Item extends RecordBase> = {
  declaration: RecordDeclaration<Item>;
  item: Item;
  useActs: (item: Item) => RecordActs;
  panels?: (item: Item) => ReactNode;
};

function Loaded<Item extends RecordBase>({ declaration, item, useActs, panels }: LoadedProps<Item>) {
  const acts = useActs(item);
  const { side } = declaration;
  const tabs = useTabs(declaration.kind, declaration.tabs);
  return (
    <div className={pageClasses.page}>
      <RecordHead declaration={declaration} item={item} acts={acts} />
      {item.archivedAt && <ArchivedBanner declaration={declaration} item={item} />}
      <ThreadStepper kind={declaration.kind} item={item} />
      <div className={classes.columns} data-sideless={side ? undefined : true}>
        <RecordFields declaration={declaration} item={item} />
        <Middle tabs={tabs} item={item} />
        {side && <aside className={classes.side}>{side(item)}</aside>}
      </div>
      {panels?.(item)}
    </div>
  );
}

/** The tabs of a record; the chosen one stands in the address. */
export function Middle<Item>({ tabs: declared, item }: { tabs: RecordTab<Item>[]; item: Item }) {
  const [search, change] = useUrlState();
  const tabs = declared.filter((tab) => tab.shown ?? true);
  const first = tabs[0]?.key ?? '';
  const active = tabs.some((tab) => tab.key === search.tab) ? (search.tab as string) : first;
  const choose = (key: string | null) => change({ tab: key === first ? null : key });
  return (
    <section className={`${classes.panel} ${classes.middle}`}>
      <Tabs value={active} onChange={choose} keepMounted={false}>
        <TabRow tabs={tabs} active={active} choose={choose} />
        {tabs.map((tab) => (
          <Tabs.Panel key={tab.key} value={tab.key} className={classes.tabBody}>
            {tab.render(item)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}

type BannerProps<Item extends RecordBase> = { declaration: RecordDeclaration<Item>; item: Item };

function ArchivedBanner<Item extends RecordBase>({ declaration, item }: BannerProps<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const { restore, restoring } = useArchive(declaration, item);
  return (
    <div className={classes.archived} role="status">
      <IconArchive size={16} aria-hidden />
      <span>
        {t('common:record.isArchived')} <When at={item.archivedAt} />
      </span>
      {can(capabilityOf(declaration.kind, 'delete')) && (
        <Button size="compact-sm" variant="default" loading={restoring} onClick={restore}>
          {t('common:act.restore')}
        </Button>
      )}
    </div>
  );
}

/** The shape of the page while the record is on its way. */
function RecordSkeleton() {
  return (
    <div className={pageClasses.page} aria-hidden>
      <Skeleton height={28} width={280} mb="lg" mt={8} />
      <div className={classes.columns}>
        <Stack gap="sm">
          {[1, 2, 3, 4, 5, 6, 7, 8].map((line) => (
            <Skeleton key={line} height={20} />
          ))}
        </Stack>
        <Skeleton height={320} />
        <Skeleton height={160} />
      </div>
    </div>
  );
}
