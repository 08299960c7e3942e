import { ActionIcon, Button, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type FilterCondition,
  type FilterGroup,
  type FilterNode,
  type FilterOperator,
  filterOperators,
  isGroup,
  mostFilterDepth,
  operandOf,
  partsOf,
} from '#domain/filters.ts';
import type { GroupField } from './group-fields.ts';
import { conditionOf, groupOf, type Joint, jointOf } from './group-tree.ts';
import { GroupValue } from './group-value.tsx';
import classes from './looks.module.css';

type Props = {
  group: FilterGroup;
  fields: GroupField[];
  depth: number;
  change: (group: FilterGroup) => void;
  remove?: () => void;
};

/** Conditions joined by "all" or "any", and groups within them. */
export function GroupEditor({ group, fields, depth, change, remove }: Props) {
  const { t } = useTranslation();
  const joint = jointOf(group);
  const parts = partsOf(group);
  const put = (next: FilterNode[]) => change(groupOf(joint, next));
  const replace = (index: number, part: FilterNode) =>
    put(parts.map((one, at) => (at === index ? part : one)));
  const drop = (index: number) => put(parts.filter((_, at) => at !== index));
  const first = conditionOf(fields[0]!);
  return (
    <Stack gap="xs" className={depth > 1 ? classes.group : undefined}>
      <Group justify="space-between" wrap="nowrap">
        <SegmentedControl
          size="xs"
          aria-label={t('lists:group.title')}
          value={joint}
          onChange={(next) => change(groupOf(next as Joint, parts))}
          data={[
            { value: 'and', label: t('lists:group.and') },
            { value: 'or', label: t('lists:group.or') },
          ]}
        />
        {remove && (
          <ActionIcon aria-label={t('lists:group.removeGroup')} onClick={remove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      {parts.map((part, index) => {
        const shared = { remove: () => drop(index), fields };
        // A part has no name of its own: its place is what it is.
        const key = `${depth}-${index}`;
        return isGroup(part) ? (
          <GroupEditor
            key={key}
            {...shared}
            group={part}
            depth={depth + 1}
            change={(next) => replace(index, next)}
          />
        ) : (
          <ConditionRow key={key} {...shared} condition={part} change={(next) => replace(index, next)} />
        );
      })}
      <Group gap="xs">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...parts, first])}
        >
          {t('lists:group.add')}
        </Button>
        {depth < mostFilterDepth && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => put([...parts, groupOf(joint === 'and' ? 'or' : 'and', [first])])}
          >
            {t('lists:group.addGroup')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

type RowProps = {
  condition: FilterCondition;
  fields: GroupField[];
  change: (condition: FilterCondition) => void;
  remove: () => void;
};

function ConditionRow({ condition, fields, change, remove }: RowProps) {
  const { t } = useTranslation();
  const field = fields.find(({ key }) => key === condition.field) ?? fields[0]!;
  const operators: readonly FilterOperator[] = filterOperators[field.type];
  const choose = (op: FilterOperator) => {
    const same = operandOf(field.type, op) === operandOf(field.type, condition.op);
    change({ field: field.key, op, ...(same ? { value: condition.value } : {}) });
  };
  return (
    <div className={classes.condition}>
      <Select
        aria-label={t('lists:group.field')}
        data={fields.map(({ key, label }) => ({ value: key, label: t(label) }))}
        value={field.key}
        onChange={(key) => {
          const next = fields.find((one) => one.key === key);
          if (next) change(conditionOf(next));
        }}
        searchable
        allowDeselect={false}
      />
      <Select
        aria-label={t('lists:group.operator')}
        data={operators.map((op) => ({ value: op, label: t(`lists:op.${op}`) }))}
        value={condition.op}
        onChange={(op) => op && choose(op as FilterOperator)}
        allowDeselect={false}
      />
      <GroupValue
        field={field}
        condition={condition}
        onChange={(value) => change({ field: field.key, op: condition.op, value })}
      />
      <ActionIcon aria-label={t('lists:group.remove')} onClick={remove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
