import { ActionIcon, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconLayoutGrid, IconLayoutList, IconPaperclip, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { useNotify } from '#web/components/notify.tsx';
import type { TabRecord } from '#web/components/record/shared-tabs.ts';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import type { StoredFile } from './file.ts';
import { RenameDialog, VersionsDialog } from './file-dialogs.tsx';
import { type FileActs, FileLine } from './file-line.tsx';
import { FilePreview } from './file-preview.tsx';
import classes from './files.module.css';
import { UploadList } from './upload-list.tsx';
import { useIncoming } from './use-incoming.ts';
import { useUploads } from './use-uploads.ts';

type Page = { items: StoredFile[]; nextCursor: string | null };

function useFiles({ kind, id }: TabRecord) {
  return useInfiniteQuery({
    queryKey: [kind, 'files', id],
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>('/files', { query: { recordKind: kind, recordId: id, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Takes a file away at once, with the way back. */
function useRemove({ kind }: TabRecord) {
  const { t } = useTranslation();
  const notify = useNotify();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: [kind] });
  const restore = async (file: StoredFile) => {
    try {
      await api.post(`/files/${file.id}/restore`);
      await refresh();
    } catch (error) {
      notify.refused(error);
    }
  };
  return async (file: StoredFile) => {
    try {
      await api.delete(`/files/${file.id}`);
      await refresh();
      notify.done(t('files:deleted', { name: file.name }), () => void restore(file));
    } catch (error) {
      notify.refused(error);
    }
  };
}

type Dialog = { kind: 'preview' | 'rename' | 'versions'; file: StoredFile } | null;

/** The files of one record: drop, paste or choose them; look at them, rename them, bring new versions. */
export function RecordFiles({ record }: { record: TabRecord }) {
  const files = useFiles(record);
  const client = useQueryClient();
  const { uploads, start } = useUploads(record);
  const remove = useRemove(record);
  const [dialog, setDialog] = useState<Dialog>(null);
  const mayAdd = useCan()('crm.files.write') && record.live;
  const chooser = useChooser(start);
  const { over, handlers } = useIncoming(mayAdd, start);
  const acts: FileActs = {
    open: (file) => setDialog({ kind: 'preview', file }),
    rename: (file) => setDialog({ kind: 'rename', file }),
    versions: (file) => setDialog({ kind: 'versions', file }),
    addVersion: (file) => chooser.choose(file.id),
    remove: (file) => void remove(file),
  };
  const close = () => setDialog(null);
  const of = (kind: NonNullable<Dialog>['kind']) => (dialog?.kind === kind ? dialog.file : null);
  return (
    <section className={classes.tab} data-over={over || undefined} {...handlers}>
      {chooser.inputs}
      <UploadList uploads={uploads} />
      <Files files={files} acts={acts} add={mayAdd ? () => chooser.choose() : null} />
      <FilePreview shown={of('preview')} close={close} />
      <RenameDialog
        file={of('rename')}
        close={close}
        done={() => void client.invalidateQueries({ queryKey: [record.kind] })}
      />
      <VersionsDialog file={of('versions')} close={close} />
    </section>
  );
}

/** The two hidden inputs behind the buttons: several new files, or one that becomes a version. */
function useChooser(start: (files: readonly File[], versionOf?: string) => void) {
  const { t } = useTranslation();
  const many = useRef<HTMLInputElement>(null);
  const one = useRef<HTMLInputElement>(null);
  const versionOf = useRef<string>(undefined);
  const taken = (input: HTMLInputElement, of?: string) => {
    start([...(input.files ?? [])], of);
    input.value = '';
  };
  return {
    choose: (file?: string) => {
      versionOf.current = file;
      (file ? one : many).current?.click();
    },
    inputs: (
      <>
        <input
          ref={many}
          type="file"
          multiple
          hidden
          aria-label={t('files:choose')}
          onChange={({ currentTarget }) => taken(currentTarget)}
        />
        <input
          ref={one}
          type="file"
          hidden
          aria-label={t('files:addVersion')}
          onChange={({ currentTarget }) => taken(currentTarget, versionOf.current)}
        />
      </>
    ),
  };
}

type FilesProps = { files: ReturnType<typeof useFiles>; acts: FileActs; add: (() => void) | null };

function Files({ files, acts, add }: FilesProps) {
  const { t } = useTranslation();
  const [grid, setGrid] = useState(false);
  if (files.isError) return <ErrorState error={files.error} retry={() => void files.refetch()} />;
  if (files.isPending) {
    return (
      <Stack gap="sm" aria-hidden>
        <Skeleton height={28} />
        <Skeleton height={28} width="85%" />
      </Stack>
    );
  }
  const items = files.data.pages.flatMap((page) => page.items);
  const button = add && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconUpload size={14} aria-hidden />}
      onClick={add}
    >
      {t('files:choose')}
    </Button>
  );
  if (items.length === 0) {
    const text = t(add ? 'files:emptyText' : 'files:emptyReadOnly');
    return <EmptyState icon={IconPaperclip} title={t('files:empty')} text={text} actions={button} />;
  }
  const Layout = grid ? IconLayoutList : IconLayoutGrid;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={() => setGrid(!grid)}
          aria-label={t(grid ? 'files:asList' : 'files:asGrid')}
        >
          <Layout size={16} />
        </ActionIcon>
        {button}
      </Group>
      <ul className={classes.files} data-grid={grid || undefined} aria-label={t('files:title')}>
        {items.map((file) => (
          <FileLine key={file.id} file={file} acts={acts} />
        ))}
      </ul>
      {files.hasNextPage && (
        <Button variant="subtle" size="compact-sm" onClick={() => void files.fetchNextPage()}>
          {t('timeline:more')}
        </Button>
      )}
    </>
  );
}
