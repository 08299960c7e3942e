import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type PrintedKind, printedKinds } from '#domain/templates.ts';
import { api } from '#web/platform/api.ts';
import { useNodes } from '#web/platform/hierarchy.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { BrandingPanel } from './branding-panel.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { SettingsPage } from './settings-page.tsx';
import { TemplateEditor } from './template-editor.tsx';
import type { Templates } from './template-wire.ts';
import classes from './templates.module.css';

const isKind = (kind: unknown): kind is PrintedKind => printedKinds.some((name) => name === kind);

/** How documents look: one template for each kind, for the whole company or for one entity, with its preview. */
export function TemplateSettings() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const nodes = useNodes();
  const entities = nodes.filter(({ level, archivedAt }) => level === 'entity' && !archivedAt);
  const root = nodes.find(({ level }) => level === 'organisation');
  const entityId = entities.some(({ id }) => id === search.entityId) ? (search.entityId as string) : null;
  const kind = isKind(search.kind) ? search.kind : 'quote';
  const templates = useQuery({
    queryKey: ['settings', '/templates', entityId],
    queryFn: ({ signal }) => api.get<Templates>('/templates', { query: { entityId }, signal }),
  });
  const nodeId = entityId ?? root?.id;
  return (
    <SettingsPage subject="templates">
      <div className={classes.choices}>
        <Select
          label={t('settings:templates.for')}
          data={[
            { value: '', label: t('settings:templates.wholeCompany') },
            ...entities.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={entityId ?? ''}
          onChange={(value) => change({ entityId: value || null })}
          allowDeselect={false}
        />
        <Select
          label={t('settings:templates.kind')}
          data={printedKinds.map((value) => ({ value, label: t(`settings:templates.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => change({ kind: value === 'quote' ? null : value })}
          allowDeselect={false}
        />
      </div>
      <Loaded query={templates}>
        {({ items, mergeFields }) => {
          const template = items.find((one) => one.kind === kind);
          return template ? (
            <TemplateEditor
              key={`${entityId} ${kind} ${template.version}`}
              template={template}
              mergeFields={mergeFields}
            />
          ) : null;
        }}
      </Loaded>
      {nodeId && (
        <Panel title={t('settings:templates.brand')} text={t('settings:templates.brandText')} even>
          <BrandingPanel key={nodeId} nodeId={nodeId} />
        </Panel>
      )}
    </SettingsPage>
  );
}
