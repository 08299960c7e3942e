import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import type { Scope } from '#domain/scope.ts';
import { nodeOfScope, useNodes } from '#web/platform/hierarchy.ts';
import { MemberName } from '../member-name.tsx';
import { SidePanel } from '../record/side-panel.tsx';
import { RecordLink } from '../record-link.tsx';
import { When } from '../when.tsx';
import classes from './document.module.css';
import type { DocumentRecord } from './draft.ts';

/** A record that the document hangs on: `[kind, id, name, more]`; those without an id are left out. */
export type Related = [RecordKindName, string | null | undefined, string | undefined, ReactNode?];

export function RelatedPanel({ links }: { links: Related[] }) {
  const { t } = useTranslation();
  const shown = links.filter(([, id]) => id);
  if (shown.length === 0) return null;
  return (
    <SidePanel title={t('documents:side.related')}>
      <dl className={classes.related}>
        {shown.map(([kind, id, name, more]) => (
          <div key={kind}>
            <dt>{t(`kinds:${kind}.one`)}</dt>
            <dd className={classes.between}>
              <RecordLink kind={kind} id={id as string} text={name} />
              {more}
            </dd>
          </div>
        ))}
      </dl>
    </SidePanel>
  );
}

type Kept = DocumentRecord & { scope: Scope; createdAt: string; updatedAt: string };

/** Whose it is, where it belongs, and when it was touched. */
export function KeepingPanel({ record }: { record: Kept }) {
  const { t } = useTranslation();
  const nodes = useNodes();
  const facts: [string, ReactNode][] = [
    ['common:field.owner', <MemberName key="owner" id={record.ownerId} name={record.names?.ownerId} />],
    ['common:field.scope', <bdi key="scope">{nodeOfScope(nodes, record.scope)?.name ?? '…'}</bdi>],
    ['common:field.createdAt', <When key="created" at={record.createdAt} />],
    ['common:field.updatedAt', <When key="updated" at={record.updatedAt} />],
  ];
  return (
    <SidePanel title={t('common:group.belongs')}>
      <dl className={classes.related}>
        {facts.map(([label, value]) => (
          <div key={label} className={classes.between}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </SidePanel>
  );
}
