import { ActionIcon, Popover } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZodType } from 'zod';
import type { RecordKindName } from '#domain/events.ts';
import type { Field, FieldGroup, Values } from '../form/field.ts';
import { isReadOnly } from '../form/field.ts';
import { useNotify } from '../notify.tsx';
import { Editor } from '../record/inline-field.tsx';
import { useSaveRecord } from '../record/use-record.ts';
import type { RecordBase } from './declare.ts';
import classes from './looks.module.css';
import type { ListAnswer } from './use-list.ts';

/** The field behind a column, where this record lets it be changed in place. */
export function editableField(
  groups: FieldGroup[] | undefined,
  key: string,
  item: RecordBase,
): Field | undefined {
  if (!groups || item.abilities?.edit !== true) return undefined;
  const field = groups.flatMap((group) => group.fields).find((one) => one.key === key);
  return field && !isReadOnly(field, item as unknown as Values) ? field : undefined;
}

type Props = {
  kind: RecordKindName;
  field: Field;
  item: RecordBase;
  schema: ZodType | undefined;
  opened: boolean;
  open: () => void;
  close: () => void;
};

/** Changes one value where it stands in the list: under the record's version, with undo. */
export function EditCell({ kind, field, item, schema, opened, open, close }: Props) {
  const { t } = useTranslation();
  const name = t(field.label);
  const save = useCellSave(kind, field);
  useCloseOutside(opened, close);
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && close()}
      closeOnClickOutside={false}
      position="bottom-start"
      width={288}
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <ActionIcon
          className={classes.pencil}
          variant="subtle"
          color="gray"
          size="sm"
          tabIndex={-1}
          aria-label={t('lists:edit.cell', { name })}
          aria-expanded={opened}
          onClick={opened ? close : open}
        >
          <IconPencil size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('lists:edit.cell', { name })}>
        {opened && (
          <Editor
            field={field}
            values={item as unknown as Values}
            editable
            {...(schema ? { schema } : {})}
            save={(changes, base) => save(base as unknown as RecordBase, changes)}
            close={close}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A click elsewhere closes the editor; one in the options of its own input, drawn outside of it, does not. */
function useCloseOutside(opened: boolean, close: () => void): void {
  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    if (!opened) return;
    const hear = (event: MouseEvent) => {
      const inside = '.mantine-Popover-dropdown, .mantine-Combobox-dropdown, [role="listbox"]';
      if (!(event.target as HTMLElement).closest(inside)) closing.current();
    };
    document.addEventListener('mousedown', hear);
    return () => document.removeEventListener('mousedown', hear);
  }, [opened]);
}

/** Saves and shows the answer in every list at once; the message offers to take it back. */
function useCellSave(kind: RecordKindName, field: Field) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const save = useSaveRecord<RecordBase>(kind);
  const show = (saved: RecordBase) =>
    queryClient.setQueriesData<InfiniteData<ListAnswer<RecordBase>>>(
      { queryKey: [kind, 'list'] },
      (before) =>
        before?.pages
          ? {
              ...before,
              pages: before.pages.map((page) => ({
                ...page,
                items: page.items.map((item) => (item.id === saved.id ? { ...item, ...saved } : item)),
              })),
            }
          : before,
    );
  return async (base: RecordBase, changes: Values) => {
    const before = base as unknown as Values;
    const back = Object.fromEntries(Object.keys(changes).map((key) => [key, before[key] ?? null]));
    // Seen at once; what the server refuses goes back, and its reason stands in the editor.
    show({ ...base, ...changes });
    const saved = await save(base, changes).catch((error: unknown) => {
      show(base);
      throw error;
    });
    show(saved);
    notify.done(t('lists:edit.saved', { name: t(field.label) }), () => {
      save(saved, back).then(show, notify.refused);
    });
    return saved;
  };
}
