import { DragDropContext, Draggable, Droppable, type DropResult } from '@hello-pangea/dnd';
import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconGripVertical, IconTrash } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { isOpenStatus, type PipelineKind, type StageStatus, statusesOf } from '#domain/pipelines.ts';
import settings from './settings.module.css';
import type { StageDraft } from './stage-draft.ts';
import classes from './stage-rows.module.css';

type ListProps = {
  kind: PipelineKind;
  stages: StageDraft[];
  change: (stages: StageDraft[]) => void;
  errorAt: (path: string) => string | undefined;
};

/** The stages of a pipeline, changed in place and put into order by mouse, touch or keyboard. */
export function StageRows(props: ListProps) {
  const { t } = useTranslation();
  const { stages, change } = props;
  const drop = ({ source, destination }: DropResult) => {
    if (!destination || destination.index === source.index) return;
    const next = [...stages];
    next.splice(destination.index, 0, ...next.splice(source.index, 1));
    change(next);
  };
  return (
    <DragDropContext onDragEnd={drop} dragHandleUsageInstructions={t('settings:order.how')}>
      <Droppable droppableId="stages">
        {(list) => (
          <ul ref={list.innerRef} {...list.droppableProps} className={settings.rows}>
            {stages.map((stage, index) => (
              <StageRow key={stage.key} stage={stage} index={index} list={props} />
            ))}
            {list.placeholder}
          </ul>
        )}
      </Droppable>
    </DragDropContext>
  );
}

type RowProps = { stage: StageDraft; index: number; list: ListProps };

function StageRow({ stage, index, list }: RowProps) {
  const { t } = useTranslation();
  const name = stage.shown || t('pipelines:editor.stageName', { number: index + 1 });
  return (
    <Draggable draggableId={stage.key} index={index} disableInteractiveElementBlocking>
      {(drag, state) => {
        const row = (
          <li
            ref={drag.innerRef}
            {...drag.draggableProps}
            className={`${settings.row} ${classes.row}`}
            data-dragging={state.isDragging || undefined}
          >
            <button
              type="button"
              {...drag.dragHandleProps}
              className={settings.handle}
              aria-label={t('pipelines:editor.moveStage', { name })}
            >
              <IconGripVertical size={16} aria-hidden />
            </button>
            <StageFields stage={stage} index={index} list={list} />
            <ActionIcon
              aria-label={t('pipelines:editor.removeStage', { name })}
              onClick={() => list.change(list.stages.filter((one) => one !== stage))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        );
        return state.isDragging ? createPortal(row, document.body) : row;
      }}
    </Draggable>
  );
}

const outcomes: readonly StageStatus[] = ['won', 'lost'];
const asNumber = (typed: string | number) => (typeof typed === 'number' ? typed : null);

function StageFields({ stage, index, list: { kind, stages, change, errorAt } }: RowProps) {
  const { t } = useTranslation();
  const set = (next: Partial<StageDraft>) =>
    change(stages.map((one) => (one === stage ? { ...one, ...next } : one)));
  const at = (field: string) => errorAt(`stages.${index}.${field}`);
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('pipelines:editor.stageName', { number: index + 1 })}
        value={stage.shown}
        maxLength={80}
        dir="auto"
        error={at('name')}
        onChange={(event) => set({ shown: event.currentTarget.value, kept: undefined })}
      />
      <Select
        label={t('pipelines:editor.status')}
        data={statusesOf(kind).map((status) => ({ value: status, label: t(`status:${kind}.${status}`) }))}
        value={stage.status}
        // What a stage means is what its records carry: it never changes.
        disabled={stage.id !== undefined}
        allowDeselect={false}
        error={at('status')}
        onChange={(status) =>
          status && set({ status: status as StageStatus, probability: null, rottingDays: null })
        }
      />
      {kind === 'opportunity' && (
        <NumberInput
          label={t('pipelines:editor.probability')}
          value={stage.probability ?? ''}
          min={0}
          max={100}
          allowDecimal={false}
          disabled={outcomes.includes(stage.status)}
          error={at('probability')}
          onChange={(typed) => set({ probability: asNumber(typed) })}
        />
      )}
      {isOpenStatus(kind, stage.status) && (
        <NumberInput
          label={t('pipelines:editor.rotting')}
          placeholder={t('pipelines:placeholder.rotting')}
          value={stage.rottingDays ?? ''}
          min={1}
          max={3650}
          allowDecimal={false}
          error={at('rottingDays')}
          onChange={(typed) => set({ rottingDays: asNumber(typed) })}
        />
      )}
    </div>
  );
}
