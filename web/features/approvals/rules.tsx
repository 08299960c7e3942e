import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApprovalCondition, approvalConditions } from '#domain/approvals.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import type { Field, Values } from '#web/components/form/field.ts';
import { changesOf } from '#web/features/settings/changes.ts';
import { FormModal } from '#web/features/settings/form-modal.tsx';
import { Loaded } from '#web/features/settings/loaded.tsx';
import { OrderedList } from '#web/features/settings/ordered-list.tsx';
import { useRoleNameById, useRoleOptions } from '#web/features/settings/places-and-roles.ts';
import classes from '#web/features/settings/settings.module.css';
import { SettingsPage } from '#web/features/settings/settings-page.tsx';
import { useItems } from '#web/features/settings/use-items.ts';
import type { Ordered } from '#web/features/settings/wire.ts';
import { api } from '#web/platform/api.ts';
import { useNodes } from '#web/platform/hierarchy.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';

type Rule = Ordered & {
  name: string;
  condition: ApprovalCondition;
  limit: string | null;
  currency: string | null;
  unknownCounts: boolean;
  nodeId: string | null;
  approverRoleIds: string[];
};

const path = '/approval-rules';
const typed = ['name', 'limit', 'currency', 'unknownCounts', 'nodeId', 'approverRoleIds'] as const;

function valuesOf(rule: Rule): Values {
  return Object.fromEntries(typed.map((key) => [key, rule[key]]));
}

/** A list that was emptied comes as null; the rule then names no roles. */
function wire(body: Values): Values {
  return 'approverRoleIds' in body ? { ...body, approverRoleIds: body.approverRoleIds ?? [] } : body;
}

/** The rules by which quotes need approval, in the order in which they are told. */
export function ApprovalRulesSettings() {
  const { t } = useTranslation();
  const rules = useItems<Rule>(path);
  const [task, setTask] = useState<Rule | ApprovalCondition | null>(null);
  return (
    <SettingsPage subject="approval-rules" actions={<AddRule add={setTask} />}>
      <Loaded query={rules}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconHandStop}
              title={t('approvals:rules.none')}
              text={t('approvals:rules.noneText')}
            />
          ) : (
            <OrderedList
              items={items}
              path={path}
              orderPath={`${path}/order`}
              name={(rule) => rule.name}
              render={(rule) => <RuleLine rule={rule} />}
              remake={(rule) => {
                const { condition, active, sortOrder } = rule;
                return { path, body: { ...valuesOf(rule), condition, active, sortOrder } };
              }}
              onEdit={setTask}
            />
          )
        }
      </Loaded>
      {task && <RuleForm task={task} close={() => setTask(null)} />}
    </SettingsPage>
  );
}

function AddRule({ add }: { add: (condition: ApprovalCondition) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{t('approvals:rules.add')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {approvalConditions.map((condition) => (
          <Menu.Item key={condition} onClick={() => add(condition)}>
            {t(`approvals:condition.${condition}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function RuleLine({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nodes = useNodes();
  const roleName = useRoleNameById();
  const { condition, limit, currency, nodeId, approverRoleIds } = rule;
  const shown =
    limit === null ? '' : condition === 'total' ? format.money(limit, currency ?? '') : format.percent(limit);
  const roles =
    approverRoleIds.length === 0
      ? t('approvals:anyApprover')
      : approverRoleIds.map((id) => roleName(id)).join(t('approvals:or'));
  const entity = nodeId && nodes.find(({ id }) => id === nodeId)?.name;
  return (
    <>
      <span className={classes.name}>
        <bdi>{rule.name}</bdi>
        {entity && (
          <span className={classes.tag}>
            <bdi>{entity}</bdi>
          </span>
        )}
      </span>
      <span className={classes.sub}>
        {t(`approvals:rules.says.${condition}`, { limit: `\u2068${shown}\u2069` })} ·{' '}
        {t('approvals:asks', { roles })}
      </span>
    </>
  );
}

const name: Field = { key: 'name', label: 'approvals:field.name', type: 'text', required: true, wide: true };
const percentLimit: Field = {
  key: 'limit',
  label: 'approvals:field.percent',
  type: 'percent',
  required: true,
};
const amountLimit: Field = { key: 'limit', label: 'approvals:field.amount', type: 'decimal', required: true };
const currencyField: Field = {
  key: 'currency',
  label: 'approvals:field.currency',
  type: 'currency',
  required: true,
};

function useFields(condition: ApprovalCondition): Field[] {
  const roles = useRoleOptions();
  const entities = useNodes().filter(({ level, archivedAt }) => level === 'entity' && !archivedAt);
  const limit: Record<ApprovalCondition, Field[]> = {
    discount: [percentLimit],
    margin: [percentLimit],
    total: [amountLimit, currencyField],
    currency: [],
  };
  const unknown: Field = {
    key: 'unknownCounts',
    label: `approvals:field.unknown.${condition}`,
    type: 'checkbox',
    wide: true,
  };
  return [
    name,
    ...limit[condition],
    ...(condition === 'margin' || condition === 'total' ? [unknown] : []),
    {
      key: 'approverRoleIds',
      label: 'approvals:field.roles',
      help: 'approvals:field.rolesHelp',
      type: 'choices',
      options: roles,
      wide: true,
    },
    {
      key: 'nodeId',
      label: 'approvals:field.entity',
      help: 'approvals:field.entityHelp',
      type: 'choice',
      options: entities.map(({ id, name: label }) => ({ value: id, label })),
      wide: true,
    },
  ];
}

function RuleForm({ task, close }: { task: Rule | ApprovalCondition; close: () => void }) {
  const { t } = useTranslation();
  const company = useSession()?.organisation.currency;
  const rule = typeof task === 'string' ? null : task;
  const condition = typeof task === 'string' ? task : task.condition;
  const fields = useFields(condition);
  const unknownCounts = condition === 'margin';
  const fresh: Values = {
    name: t(`approvals:condition.${condition}`),
    unknownCounts,
    ...(condition === 'total' ? { currency: company } : {}),
  };
  const initial = rule ? valuesOf(rule) : fresh;
  return (
    <FormModal
      title={rule ? t('settings:named.edit', { name: rule.name }) : t(`approvals:condition.${condition}`)}
      groups={[{ fields }]}
      initial={initial}
      submitLabel={t(rule ? 'common:act.save' : 'common:act.add')}
      close={close}
      onSubmit={(body, idempotencyKey) =>
        rule
          ? api.patch(`${path}/${rule.id}`, wire(changesOf(initial, body)), { version: rule.version })
          : api.post(path, { ...wire(body), condition }, { idempotencyKey })
      }
    />
  );
}
