import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Scope } from '#domain/scope.ts';
import { lineage, nodeOfScope, scopeOf, usableNodes, useNodes } from '#web/platform/hierarchy.ts';
import type { InputProps } from '../field.ts';
import { useBase } from '../use-base.ts';

/** The part of the company that a record belongs to; deeper nodes are named with their parents. */
export function ScopeInput(props: InputProps) {
  const { t } = useTranslation();
  const base = useBase(props);
  const nodes = useNodes();
  const chosen = nodeOfScope(nodes, props.value as Scope | undefined);
  const data = usableNodes(nodes).map((node) => {
    const line = lineage(nodes, node.id);
    const names = (line.length > 1 ? line.slice(1) : line).map((one) => one.name);
    return { value: node.id, label: names.join(' › ') };
  });
  return (
    <Select
      {...base}
      data={data}
      searchable={data.length > 8}
      allowDeselect={false}
      maxDropdownHeight={280}
      value={chosen?.id ?? null}
      nothingFoundMessage={t('common:picker.nothing')}
      onChange={(id) => id && props.onChange(scopeOf(nodes, id))}
    />
  );
}
