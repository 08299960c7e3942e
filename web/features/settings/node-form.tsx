import { useTranslation } from 'react-i18next';
import { nodePatch } from '#domain/members.ts';
import { levels } from '#domain/scope.ts';
import { api } from '#web/platform/api.ts';
import type { Node } from '#web/platform/hierarchy.ts';
import { FormModal } from './form-modal.tsx';

export type NodeTask = { act: 'add'; parent: Node } | { act: 'rename'; node: Node & { version?: number } };

/** A name for a new part of the company, or another one for a part that is there. */
export function NodeForm({ task, close }: { task: NodeTask; close: () => void }) {
  const { t } = useTranslation();
  const label = {
    key: 'name',
    label: 'settings:hierarchy.name',
    type: 'text',
    required: true,
    wide: true,
  } as const;
  const groups = [{ fields: [label] }];
  if (task.act === 'rename') {
    const { id, name, version } = task.node;
    return (
      <FormModal
        title={t('settings:hierarchy.renameTitle', { name })}
        groups={groups}
        schema={nodePatch}
        initial={{ name }}
        submitLabel={t('common:act.save')}
        close={close}
        onSubmit={(body) => api.patch(`/hierarchy/nodes/${id}`, body, { version })}
      />
    );
  }
  const { parent } = task;
  const level = levels[levels.indexOf(parent.level) + 1] ?? 'position';
  return (
    <FormModal
      title={t('settings:hierarchy.addTitle', { level: t(`common:level.${level}`), name: parent.name })}
      groups={groups}
      schema={nodePatch}
      submitLabel={t('common:act.add')}
      done={t('settings:hierarchy.added')}
      close={close}
      onSubmit={(body, idempotencyKey) =>
        api.post('/hierarchy/nodes', { ...body, level, parentId: parent.id }, { idempotencyKey })
      }
    />
  );
}
