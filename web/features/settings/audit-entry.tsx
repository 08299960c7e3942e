import { Anchor, UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKinds } from '#domain/events.ts';
import { When } from '#web/components/when.tsx';
import { recordPath } from '#web/platform/kinds.ts';
import { useFormat } from '#web/platform/use-format.ts';
import auditClasses from './audit.module.css';
import { type Difference, differences } from './audit-diff.ts';
import { AuditValue } from './audit-value.tsx';
import classes from './settings.module.css';
import { useAuditWords } from './use-audit-words.ts';
import type { AuditEntry } from './wire.ts';

/** Who did what when, in a line; opened, what it was before and after, and from where it was done. */
export function AuditEntryLine({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useAuditWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { actor, action, recordKind, at } = entry;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const subject = subjectOf(entry, (module) => t(`settings:module.${module}.name`, { defaultValue: module }));
  return (
    <li className={auditClasses.entry}>
      <UnstyledButton
        className={auditClasses.head}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={14} className={auditClasses.chevron} aria-hidden />
        <bdi className={auditClasses.actor}>
          {actor.name ?? t(`settings:audit.actor.${actor.kind}`, { defaultValue: actor.kind })}
        </bdi>
        <span>{words.act(action)}</span>
        {recordKind && !words.isWhole(action) && (
          <span className={auditClasses.kind}>{words.kind(recordKind)}</span>
        )}
        {subject && !words.isWhole(action) && <bdi>{subject}</bdi>}
        <span className={auditClasses.time}>
          <When at={at} />
        </span>
      </UnstyledButton>
      {open && (
        <div id={id} className={auditClasses.body}>
          <Changes found={differences(entry.before, entry.after)} />
          <Origin entry={entry} />
        </div>
      )}
    </li>
  );
}

/** What the entry is about, by a name that it carries itself. */
function subjectOf({ before, after }: AuditEntry, moduleName: (module: string) => string): string | null {
  for (const side of [after, before]) {
    const fields = (side ?? {}) as Record<string, unknown>;
    for (const key of ['displayName', 'name', 'title', 'number', 'label', 'email']) {
      if (typeof fields[key] === 'string') return fields[key];
    }
    if (typeof fields.module === 'string') return moduleName(fields.module);
  }
  return null;
}

function Changes({ found }: { found: Difference[] }) {
  const { t } = useTranslation();
  const words = useAuditWords();
  if (found.length === 0) return <span className={classes.sub}>{t('settings:audit.noChanges')}</span>;
  return (
    <dl className={auditClasses.changes}>
      {found.map(({ key, before, after }) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>{words.field(key)}</dt>
          <dd>
            {before !== undefined && before !== null && (
              <del className={auditClasses.before}>
                <AuditValue name={key} value={before} />
              </del>
            )}
            {before !== undefined && before !== null && after !== undefined && (
              <IconArrowRight
                size={14}
                className={auditClasses.arrow}
                aria-label={t('settings:audit.became')}
              />
            )}
            {after !== undefined && (
              <ins className={auditClasses.after}>
                <AuditValue name={key} value={after} />
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Origin({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { position, at, ip, recordKind, recordId, hash } = entry;
  const kind = recordKinds.find((one) => one === recordKind);
  return (
    <div className={auditClasses.origin}>
      <span>{t('settings:audit.position', { position: format.decimal(position) })}</span>
      <span>{format.instant(at)}</span>
      {ip && (
        <span>
          {t('settings:audit.from')} <bdi className={classes.code}>{ip}</bdi>
        </span>
      )}
      <span title={hash}>
        {t('settings:audit.hash')} <bdi className={classes.code}>{hash.slice(0, 12)}…</bdi>
      </span>
      {kind && recordId && (
        <Anchor component={Link} to={recordPath(kind, recordId)} size="xs">
          {t('settings:audit.open')}
        </Anchor>
      )}
    </div>
  );
}
