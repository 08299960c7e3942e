import { Button, Skeleton, Stack } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { usePageTitle } from '#web/platform/page-title.ts';
import { useCan } from '#web/platform/session.ts';
import { ErrorState } from '../error-state.tsx';
import pageClasses from '../page.module.css';
import { CustomPanel } from '../record/custom-panel.tsx';
import type { RecordActs, RecordDeclaration } from '../record/declare.ts';
import recordClasses from '../record/record.module.css';
import { RecordHead, useArchive } from '../record/record-head.tsx';
import { Middle } from '../record/record-page.tsx';
import { useTabs } from '../record/shared-tabs.ts';
import { Timeline } from '../record/timeline.tsx';
import { useRecord } from '../record/use-record.ts';
import { ThreadStepper } from '../thread/thread-stepper.tsx';
import { When } from '../when.tsx';
import classes from './document.module.css';
import type { DocumentRecord } from './draft.ts';
import { DraftPreview, PreviewSwitch, usePreviewing } from './draft-preview.tsx';
import { DraftSheet, type SheetFields } from './draft-sheet.tsx';
import previewClasses from './preview.module.css';
import { Notices, SaveBar } from './save-bar.tsx';
import type { DocumentState } from './use-document.ts';

/** Loads a document and draws it; `children` gets it whole. */
export function LoadedDocument<Item extends DocumentRecord>(props: {
  kind: RecordKindName;
  id: string;
  children: (item: Item) => ReactNode;
}) {
  const { t } = useTranslation();
  const record = useRecord<Item>(props.kind, props.id);
  usePageTitle(record.data ? undefined : t(`kinds:${props.kind}.one`));
  if (record.isError && !record.data) {
    return <ErrorState error={record.error} retry={() => void record.refetch()} />;
  }
  // A list may have left a record without its lines in the cache; the page waits for the whole.
  if (!record.data?.lines) return <Waiting />;
  return props.children(record.data);
}

type Props<Item extends DocumentRecord> = {
  declaration: RecordDeclaration<Item>;
  item: Item;
  state: DocumentState<Item>;
  fields: SheetFields;
  acts: RecordActs;
  /** Lines and totals of a draft that follow another document and are not typed. */
  fixed?: { lines: ReactNode; totals: ReactNode };
  /** The document once it is fixed. */
  saved: ReactNode;
  side: ReactNode;
  /** Dialogs that the acts open. */
  dialogs?: ReactNode;
};

/** The page of a priced document: its head and next act, the document as the centre, what belongs to it at the side. */
export function DocumentPage<Item extends DocumentRecord>(props: Props<Item>) {
  const can = useCan();
  const { declaration, item, fields, acts, saved, side, dialogs } = props;
  const state = props.state as unknown as DocumentState;
  const { kind, title } = declaration;
  usePageTitle(title(item));
  const tabs = useTabs<Item>(kind, [
    { key: 'timeline', label: 'common:tab.timeline', render: ({ id }) => <Timeline kind={kind} id={id} /> },
  ]);
  const editable = item.status === 'draft' && (item.abilities?.edit ?? can(capabilityOf(kind, 'edit')));
  const preview = usePreviewing(kind, editable);
  return (
    <div className={pageClasses.page}>
      <RecordHead declaration={declaration} item={item} acts={state.dirty ? secondary(acts) : acts} />
      {item.archivedAt && <Archived declaration={declaration} item={item} />}
      <ThreadStepper kind={kind} item={item} />
      <div className={`${classes.columns} ${preview.shown ? previewClasses.columns : ''}`}>
        <div className={classes.main}>
          {editable && <Notices state={state} fields={fields} />}
          {preview.possible && <PreviewSwitch {...preview} />}
          <div className={preview.shown ? previewClasses.hiddenHere : undefined}>
            {editable ? <DraftSheet state={state} fields={fields} fixed={props.fixed} /> : saved}
          </div>
          {editable && <SaveBar state={state} />}
        </div>
        {preview.shown && (
          <div className={previewClasses.place}>
            <DraftPreview state={state} />
          </div>
        )}
        <aside className={classes.side}>
          {side}
          <CustomPanel kind={kind} item={item} editable={editable} />
        </aside>
        <div className={classes.timeline}>
          <Middle tabs={tabs} item={item} />
        </div>
      </div>
      {dialogs}
    </div>
  );
}

/** While there is something to save, saving is the one primary act; the next one waits in the menu and saves first. */
function secondary({ primary, more = [] }: RecordActs): RecordActs {
  return { more: primary ? [primary, ...more] : more };
}

function Archived<Item extends DocumentRecord>(props: { declaration: RecordDeclaration<Item>; item: Item }) {
  const { t } = useTranslation();
  const can = useCan();
  const { declaration, item } = props;
  const { restore, restoring } = useArchive(declaration, item);
  return (
    <div className={recordClasses.archived} role="status">
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

function Waiting() {
  return (
    <div className={pageClasses.page} aria-hidden>
      <Skeleton height={28} width={280} mb="lg" mt={8} />
      <div className={classes.columns}>
        <Stack gap="sm">
          <Skeleton height={120} />
          <Skeleton height={280} />
        </Stack>
        <Skeleton height={200} />
      </div>
    </div>
  );
}
