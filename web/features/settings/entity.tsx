import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { entityPatch } from '#domain/settings.ts';
import type { FieldGroup, Values } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { useFormat } from '#web/platform/use-format.ts';
import entityClasses from './entity.module.css';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import { SettingsForm } from './settings-form.tsx';
import { SettingsPage } from './settings-page.tsx';
import type { Entity } from './wire.ts';

const groups: FieldGroup[] = [
  {
    label: 'settings:entity.identity',
    fields: [
      { key: 'name', label: 'settings:entity.name', type: 'text', required: true },
      {
        key: 'legalName',
        label: 'settings:entity.legalName',
        type: 'text',
        autoComplete: 'organization',
      },
      { key: 'taxNumber', label: 'settings:entity.taxNumber', type: 'text' },
      { key: 'registrationNumber', label: 'settings:entity.registrationNumber', type: 'text' },
    ],
  },
  {
    label: 'settings:entity.money',
    fields: [
      {
        key: 'currency',
        label: 'settings:entity.currency',
        help: 'settings:entity.currencyHelp',
        type: 'currency',
        required: true,
      },
      {
        key: 'timeZone',
        label: 'settings:entity.timeZone',
        help: 'settings:entity.timeZoneHelp',
        type: 'timeZone',
        required: true,
      },
      {
        key: 'bankDetails',
        label: 'settings:entity.bankDetails',
        help: 'settings:entity.bankDetailsHelp',
        type: 'prose',
        wide: true,
      },
    ],
  },
  {
    label: 'settings:entity.reach',
    fields: [
      { key: 'address', label: 'settings:entity.address', type: 'address', wide: true },
      { key: 'email', label: 'settings:entity.email', type: 'email' },
      { key: 'phone', label: 'settings:entity.phone', type: 'phone' },
      { key: 'website', label: 'settings:entity.website', type: 'url' },
    ],
  },
  {
    label: 'settings:entity.look',
    fields: [
      {
        key: 'accentColour',
        label: 'settings:entity.accentColour',
        help: 'settings:entity.accentColourHelp',
        type: 'colour',
      },
    ],
  },
];

const keys = groups.flatMap((group) => group.fields.map((field) => field.key));

export function EntitySettings() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const entity = useQuery({
    queryKey: ['settings', 'entity', id],
    queryFn: ({ signal }) => api.get<Entity>(`/settings/entities/${id}`, { signal }),
  });
  const name = entity.data?.name ?? t('settings:subject.entities.title');
  return (
    <SettingsPage subject="entities" documentTitle={name} aside={t('common:level.entity')}>
      <Loaded query={entity}>
        {(data) => (
          <Panel>
            <SettingsForm
              groups={groups}
              values={Object.fromEntries(keys.map((key) => [key, data[key]]))}
              version={data.version}
              schema={entityPatch}
              hint={(typed) => <Letterhead values={typed} />}
              save={(changes, version) => api.patch(`/settings/entities/${id}`, changes, { version })}
            />
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}

/** How the head of a document will look with what is typed: always on paper, which is white. */
function Letterhead({ values }: { values: Values }) {
  const { t } = useTranslation();
  const format = useFormat();
  const typed = String(values.accentColour ?? '');
  const accent = /^#[0-9a-f]{6}$/i.test(typed) ? typed : 'var(--mantine-color-gray-8)';
  const address = (values.address ?? {}) as Record<string, string | null>;
  const country = address.country ? format.country(address.country) : null;
  const place = [address.street, address.city, country].filter((part) => typeof part === 'string' && part);
  const tax = values.taxNumber ? t('settings:entity.taxLine', { number: String(values.taxNumber) }) : null;
  return (
    <div
      className={entityClasses.paper}
      style={{ '--entity-accent': accent } as CSSProperties}
      role="img"
      aria-label={t('settings:entity.preview')}
    >
      <div className={entityClasses.paperHead}>
        <bdi className={entityClasses.paperName}>{String(values.legalName || values.name || '')}</bdi>
        <span className={entityClasses.paperKind}>{t('kinds:invoice.one')}</span>
      </div>
      <p className={entityClasses.paperFacts}>
        {place.map((part, index) => (
          <span key={part}>
            {index > 0 && t('settings:comma')}
            <bdi>{part}</bdi>
          </span>
        ))}
      </p>
      {tax && <p className={entityClasses.paperFacts}>{tax}</p>}
    </div>
  );
}
