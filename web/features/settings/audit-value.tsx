import { useTranslation } from 'react-i18next';
import { capabilityNames } from '#domain/capabilities.ts';
import { Nothing } from '#web/components/nothing.tsx';
import { useMember } from '#web/platform/members.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { usePathOf, useRoleNameById } from './places-and-roles.ts';
import classes from './settings.module.css';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Fields whose values have words of their own, and where those are. */
const worded: Record<string, string> = {
  locale: 'settings:language',
  colourScheme: 'common:theme',
  level: 'common:level',
  reach: 'settings:role.reach',
};

const memberKeys = /(?:^|\.)(?:ownerId|memberId|reassignToId|assigneeId|createdBy|updatedBy)$/;

/** One value of an audit entry as a person reads it: names instead of ids, words instead of codes. */
export function AuditValue({ name, value }: { name: string; value: unknown }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (value === null || value === undefined || value === '') return <Nothing />;
  if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
  if (typeof value === 'number') return format.decimal(value);
  if (Array.isArray(value)) return <Many name={name} values={value} />;
  if (typeof value === 'object') return <Inner fields={value as Record<string, unknown>} />;
  const text = String(value);
  if (uuid.test(text)) return <Id name={name} id={text} />;
  if (instant.test(text)) return format.instant(text);
  if (worded[name]) return t(`${worded[name]}.${text}`, { defaultValue: text });
  if (name === 'module') return t(`settings:module.${text}.name`, { defaultValue: text });
  return <bdi dir="auto">{text}</bdi>;
}

function Many({ name, values }: { name: string; values: unknown[] }) {
  if (values.length === 0) return <Nothing />;
  return (
    <span>
      {values.map((one, index) => (
        <span key={JSON.stringify(one)} style={{ display: 'block' }}>
          <AuditValue name={`${name}.${index}`} value={one} />
        </span>
      ))}
    </span>
  );
}

/** A grant, an assignment: what it says, in one line. */
function Inner({ fields }: { fields: Record<string, unknown> }) {
  const { t } = useTranslation();
  const { capability, reach } = fields;
  if (capabilityNames.some((one) => one === capability)) {
    return `${t(`capabilities:${capability}`)} (${t(`settings:role.reach.${reach}`)})`;
  }
  return (
    <span>
      {Object.entries(fields).map(([key, value], index) => (
        <span key={key}>
          {index > 0 && ' · '}
          <AuditValue name={key} value={value} />
        </span>
      ))}
    </span>
  );
}

function Id({ name, id }: { name: string; id: string }) {
  const pathOf = usePathOf();
  const roleName = useRoleNameById();
  const member = useMember(memberKeys.test(name) ? id : null);
  if (member) return <bdi>{member.name}</bdi>;
  if (/(?:nodeId|scopeId|parentId)$/i.test(name)) return <bdi>{pathOf(id)}</bdi>;
  if (/roleId$/i.test(name)) return <bdi>{roleName(id, id.slice(-6))}</bdi>;
  return (
    <bdi className={classes.code} title={id}>
      …{id.slice(-6)}
    </bdi>
  );
}
