import { Select } from '@mantine/core';
import { usePipelines, usePipelineWords } from '#web/platform/pipelines.ts';
import type { InputProps } from '../field.ts';
import { asText, useBase } from '../use-base.ts';

/** One of the company's pipelines. Where there is only one, a form does not ask. */
export function PipelineInput(props: InputProps) {
  const base = useBase(props);
  const say = usePipelineWords();
  const pipelines = usePipelines(props.field.pipelineKind);
  const standard = pipelines.find(({ isDefault }) => isDefault);
  if (pipelines.length < 2 && !props.bare) return null;
  return (
    <Select
      {...base}
      data={pipelines.map((pipeline) => ({ value: pipeline.id, label: say(pipeline) }))}
      value={asText(props.value) || standard?.id || null}
      onChange={(next) => props.onChange(next)}
      allowDeselect={false}
      defaultDropdownOpened={props.bare && props.autoFocus}
      maxDropdownHeight={280}
    />
  );
}
