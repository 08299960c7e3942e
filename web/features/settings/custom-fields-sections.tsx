import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { ActionIcon, Menu, Stack } from '@mantine/core';
import { IconArchive, IconDots, IconGripVertical, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CustomField, CustomFieldKind } from '#domain/custom-fields.ts';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { api } from '#web/platform/api.ts';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { useAct } from './use-act.ts';

type Props = { kind: CustomFieldKind; fields: CustomField[]; onEdit: (field: CustomField) => void };
type Section = { name: string; nameAr: string | null; fields: CustomField[] };

function sectionsOf(fields: readonly CustomField[]): Section[] {
  const bySection = Map.groupBy(fields, ({ section }) => section ?? '');
  return [...bySection].map(([name, inside]) => ({
    name,
    nameAr: inside.find(({ sectionAr }) => sectionAr)?.sectionAr ?? null,
    fields: inside,
  }));
}

/** A field taken out of one section and put into another, or elsewhere in its own; null where nothing moved. */
function moved(sections: readonly Section[], { source, destination }: DropResult): CustomField[] | null {
  if (!destination) return null;
  if (source.droppableId === destination.droppableId && source.index === destination.index) return null;
  const next = sections.map((section) => ({ ...section, fields: [...section.fields] }));
  const at = (id: string) => next.find(({ name }) => `section:${name}` === id);
  const taken = at(source.droppableId)?.fields.splice(source.index, 1)[0];
  const to = at(destination.droppableId);
  if (!taken || !to) return null;
  to.fields.splice(destination.index, 0, { ...taken, section: to.name || null, sectionAr: to.nameAr });
  return next.flatMap((section) => section.fields);
}

/** The live fields of a kind, in their sections; moved by mouse, touch or keyboard, within and between them. */
export function SectionedFields({ kind, fields, onEdit }: Props) {
  const { t, i18n } = useTranslation();
  const act = useAct();
  // What was dropped stands there at once; the server's answer replaces it.
  const [dropped, setDropped] = useState<CustomField[] | null>(null);
  const sections = sectionsOf(dropped ?? fields);
  const drop = async (result: DropResult) => {
    const next = moved(sections, result);
    if (!next) return;
    setDropped(next);
    const order = next.map(({ id, section, sectionAr }) => ({ id, section, sectionAr }));
    await act(() => api.put('/custom-fields/order', { kind, fields: order }));
    setDropped(null);
  };
  const titleOf = ({ name, nameAr }: Section) =>
    (i18n.language === 'ar' && nameAr) ||
    name ||
    (sections.length > 1 ? t('custom-fields:unsectioned') : undefined);
  return (
    <DragDropContext
      onDragEnd={(result) => void drop(result)}
      dragHandleUsageInstructions={t('settings:order.how')}
    >
      <Stack gap="md">
        {sections.map((section) => (
          <Droppable key={section.name} droppableId={`section:${section.name}`}>
            {(list) => (
              <Panel flush title={titleOf(section)}>
                <ul ref={list.innerRef} {...list.droppableProps} className={classes.rows}>
                  {section.fields.map((field, index) => (
                    <FieldRow key={field.id} field={field} index={index} onEdit={onEdit} />
                  ))}
                  {list.placeholder}
                </ul>
              </Panel>
            )}
          </Droppable>
        ))}
      </Stack>
    </DragDropContext>
  );
}

type RowProps = { field: CustomField; index: number; onEdit: (field: CustomField) => void };

function FieldRow({ field, index, onEdit }: RowProps) {
  const { t } = useTranslation();
  const name = t(`custom:${field.id}`);
  return (
    <Draggable draggableId={field.id} index={index} disableInteractiveElementBlocking>
      {(drag, state) => {
        const row = (
          <li
            ref={drag.innerRef}
            {...drag.draggableProps}
            className={classes.row}
            data-dragging={state.isDragging || undefined}
          >
            <button
              type="button"
              {...drag.dragHandleProps}
              className={classes.handle}
              aria-label={t('settings:order.move', { name })}
            >
              <IconGripVertical size={16} aria-hidden />
            </button>
            <FieldWords field={field} />
            <RowActs field={field} name={name} onEdit={onEdit} />
          </li>
        );
        return state.isDragging ? createPortal(row, document.body) : row;
      }}
    </Draggable>
  );
}

const flags = ['required', 'unique', 'searchable'] as const;

/** What a field is called, what it holds, and its rules. */
export function FieldWords({ field }: { field: CustomField }) {
  const { t } = useTranslation();
  return (
    <span className={classes.main}>
      <span className={classes.name}>
        <bdi>{t(`custom:${field.id}`)}</bdi>
        {flags
          .filter((flag) => field[flag])
          .map((flag) => (
            <span key={flag} className={classes.tag}>
              {t(`custom-fields:${flag}`)}
            </span>
          ))}
      </span>
      <span className={classes.sub}>
        {t(`custom-fields:type.${field.type}`)} · <bdi className={classes.code}>{field.key}</bdi>
      </span>
    </span>
  );
}

function RowActs({ field, name, onEdit }: Omit<RowProps, 'index'> & { name: string }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const path = `/custom-fields/${field.id}`;
  const archive = () =>
    act(() => api.delete(path), {
      done: t('custom-fields:archive.done', { name }),
      undo: () => void act(() => api.post(`${path}/restore`, {})),
    });
  // How many records lose sight of a value is said before, not after.
  const ask = () =>
    act(async () => {
      const { records } = await api.get<{ records: { value: number } }>(path);
      confirm({
        title: t('custom-fields:archive.title', { name }),
        text: t('custom-fields:archive.text', { count: records.value }),
        confirm: t('custom-fields:archive.confirm'),
        run: () => void archive(),
      });
    });
  return (
    <span className={classes.acts}>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('settings:acts', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onEdit(field)}>
            {t('common:act.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={15} />} onClick={() => void ask()}>
            {t('common:act.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
