import { Radio, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Capability, Reach } from '#domain/capabilities.ts';
import { type CapabilityGroup, canBeOwn, groupCapabilities } from './capability-groups.ts';
import roleClasses from './role.module.css';
import type { CapabilityRow, Grant } from './wire.ts';

type Choice = Reach | 'none';
const choices: readonly Choice[] = ['none', 'own', 'all'];

type Props = {
  rows: readonly CapabilityRow[];
  grants: readonly Grant[];
  /** Without it the matrix is only read. */
  onChange?: (grants: Grant[]) => void;
};

/** What a role allows: each capability with none, own or all records in scope. */
export function CapabilityMatrix({ rows, grants, onChange }: Props) {
  const reachOf = (capability: Capability): Choice =>
    grants.find((grant) => grant.capability === capability)?.reach ?? 'none';
  const set = onChange
    ? (changed: readonly Capability[], choice: Choice) => {
        const rest = grants.filter(({ capability }) => !changed.includes(capability));
        const given = changed.flatMap((capability): Grant[] => {
          if (choice === 'none') return [];
          return [{ capability, reach: canBeOwn(capability) ? choice : 'all' }];
        });
        onChange([...rest, ...given]);
      }
    : undefined;
  return groupCapabilities(rows).map((group) => (
    <Group key={group.record} group={group} reachOf={reachOf} set={set} />
  ));
}

type GroupProps = {
  group: CapabilityGroup;
  reachOf: (capability: Capability) => Choice;
  set?: (capabilities: readonly Capability[], choice: Choice) => void;
};

function Group({ group, reachOf, set }: GroupProps) {
  const { t } = useTranslation();
  const name = t(`capabilities:record.${group.record}`);
  const own = group.capabilities.some(canBeOwn);
  const offered = choices.filter((choice) => choice !== 'own' || own);
  return (
    <table className={roleClasses.matrix}>
      <caption className={roleClasses.caption}>
        <VisuallyHidden>{name}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            {name}{' '}
            {group.module && (
              <span className={roleClasses.module}>{t(`settings:module.${group.module}.name`)}</span>
            )}
          </th>
          {choices.map((choice) => (
            <th key={choice} scope="col" className={roleClasses.reach}>
              {!offered.includes(choice) ? null : set ? (
                <button
                  type="button"
                  className={roleClasses.whole}
                  title={t('settings:role.setAll', { name, reach: t(`settings:role.reach.${choice}`) })}
                  aria-label={t('settings:role.setAll', { name, reach: t(`settings:role.reach.${choice}`) })}
                  onClick={() => set(group.capabilities, choice)}
                >
                  {t(`settings:role.reach.${choice}`)}
                </button>
              ) : (
                t(`settings:role.reach.${choice}`)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {group.capabilities.map((capability) => (
          <Line key={capability} capability={capability} reach={reachOf(capability)} set={set} />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = { capability: Capability; reach: Choice; set: GroupProps['set'] };

function Line({ capability, reach, set }: LineProps) {
  const { t } = useTranslation();
  const sentence = t(`capabilities:${capability}`);
  return (
    <tr>
      <th scope="row">{sentence}</th>
      {choices.map((choice) => (
        <td key={choice} className={roleClasses.reach}>
          {!set && reach === choice && choice !== 'none' && (
            <IconCheck
              size={16}
              className={roleClasses.check}
              aria-label={t(`settings:role.reach.${choice}`)}
            />
          )}
          {set && (choice !== 'own' || canBeOwn(capability)) && (
            <Radio
              size="xs"
              className={roleClasses.radio}
              name={capability}
              aria-label={`${sentence} ${t(`settings:role.reach.${choice}`)}`}
              checked={reach === choice}
              color={choice === 'none' ? 'gray' : undefined}
              onChange={() => set([capability], choice)}
            />
          )}
        </td>
      ))}
    </tr>
  );
}
