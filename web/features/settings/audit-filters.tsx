import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { recordKinds } from '#domain/events.ts';
import type { Field } from '#web/components/form/field.ts';
import { DateField } from '#web/components/form/inputs/date-field.tsx';
import { MemberSelect } from '#web/components/form/inputs/member-select.tsx';
import { useUrlState } from '#web/platform/url-state.ts';
import classes from './settings.module.css';
import { useAuditWords } from './use-audit-words.ts';

const ownKinds = [
  'organisation',
  'entity',
  'module',
  'node',
  'member',
  'invitation',
  'role',
  'api_key',
  'option',
  'tax_rate',
  'payment_term',
  'exchange_rate',
  'number_series',
];

const keys = ['actorId', 'recordKind', 'recordId', 'from', 'to'] as const;

const from: Field = { key: 'from', label: 'common:filter.from', type: 'date' };
const to: Field = { key: 'to', label: 'common:filter.to', type: 'date' };

/** By whom, about what, between which days; kept in the address. */
export function AuditFilters() {
  const { t } = useTranslation();
  const words = useAuditWords();
  const [search, change] = useUrlState();
  const day = (field: Field) => (
    <DateField
      field={field}
      value={search[field.key] ?? null}
      values={{}}
      setValue={() => undefined}
      onChange={(date) => change({ [field.key]: date === null ? null : String(date) })}
    />
  );
  return (
    <search className={classes.filters} aria-label={t('common:filter.add')}>
      <MemberSelect
        label={t('settings:audit.who')}
        value={search.actorId ?? null}
        onChange={(actorId) => change({ actorId })}
      />
      <Select
        label={t('settings:audit.what')}
        data={[...recordKinds, ...ownKinds].map((kind) => ({ value: kind, label: words.kind(kind) }))}
        value={search.recordKind ?? null}
        onChange={(recordKind) => change({ recordKind, recordId: null })}
        searchable
        clearable
        maxDropdownHeight={280}
        nothingFoundMessage={t('common:picker.nothing')}
      />
      {day(from)}
      {day(to)}
      {keys.some((key) => search[key]) && (
        <Button
          variant="subtle"
          style={{ flex: 'none' }}
          onClick={() => change(Object.fromEntries(keys.map((key) => [key, null])))}
        >
          {t('common:filter.clear')}
        </Button>
      )}
    </search>
  );
}
