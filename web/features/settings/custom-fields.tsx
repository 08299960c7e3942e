import { Button, Tabs } from '@mantine/core';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomField, type CustomFieldKind, customFieldKinds } from '#domain/custom-fields.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import { useAllCustomFields } from '#web/platform/custom-fields.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { CustomFieldDrawer } from './custom-field-drawer.tsx';
import { ArchivedFields } from './custom-fields-archived.tsx';
import { SectionedFields } from './custom-fields-sections.tsx';
import { Loaded } from './loaded.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';

/** The fields that the company adds to each kind of record. */
export function CustomFieldsSettings() {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const kind = customFieldKinds.find((one) => one === search.kind) ?? 'lead';
  const [task, setTask] = useState<CustomField | 'new' | null>(null);
  const fields = useAllCustomFields();
  return (
    <SettingsPage
      subject="custom-fields"
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask('new')}>
          {t('custom-fields:add')}
        </Button>
      }
    >
      <Tabs value={kind} onChange={(next) => change({ kind: next === 'lead' ? null : next })}>
        <Tabs.List className={classes.tabs} aria-label={t('custom-fields:kinds')}>
          {customFieldKinds.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`kinds:${one}.many`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={kind} pt="md">
          <Loaded query={fields}>{(all) => <KindFields kind={kind} all={all} onEdit={setTask} />}</Loaded>
        </Tabs.Panel>
      </Tabs>
      {task && (
        <CustomFieldDrawer
          kind={kind}
          field={task === 'new' ? null : task}
          others={fields.data ?? []}
          close={() => setTask(null)}
        />
      )}
    </SettingsPage>
  );
}

type KindProps = { kind: CustomFieldKind; all: CustomField[]; onEdit: (field: CustomField) => void };

function KindFields({ kind, all, onEdit }: KindProps) {
  const { t } = useTranslation();
  const own = all.filter((field) => field.kind === kind);
  const live = own.filter(({ archivedAt }) => archivedAt === null);
  const archived = own.filter(({ archivedAt }) => archivedAt !== null);
  return (
    <>
      {live.length === 0 ? (
        <EmptyState icon={IconForms} title={t('custom-fields:none')} text={t('custom-fields:noneText')} />
      ) : (
        <SectionedFields kind={kind} fields={live} onEdit={onEdit} />
      )}
      {archived.length > 0 && <ArchivedFields fields={archived} />}
    </>
  );
}
