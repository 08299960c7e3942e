import { Button, Text } from '@mantine/core';
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { optionCreate, optionPatch } from '#domain/settings.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import type { Field } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { directionOf } from '#web/platform/language.ts';
import { changesOf } from './changes.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { OrderedList } from './ordered-list.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import type { OptionListAnswer, OptionRow } from './wire.ts';

export function OptionListSettings() {
  const { t } = useTranslation();
  const { name = '' } = useParams({ strict: false }) as { name?: string };
  const path = `/option-lists/${name}`;
  const [task, setTask] = useState<OptionRow | 'new' | null>(null);
  const list = useQuery({
    queryKey: ['settings', path],
    queryFn: ({ signal }) => api.get<OptionListAnswer>(path, { signal }),
  });
  return (
    <SettingsPage
      subject="lists"
      documentTitle={t(`settings:list.name.${name}`, { defaultValue: name })}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask('new')}>
          {t('settings:list.add')}
        </Button>
      }
    >
      <Loaded query={list}>
        {({ items, freeEntry }) => (
          <>
            <Text c="dimmed" size="sm" mt="-0.5rem">
              {t(freeEntry ? 'settings:list.free' : 'settings:list.closed')}
            </Text>
            {items.length === 0 ? (
              <EmptyState icon={IconListDetails} title={t('settings:list.none')} />
            ) : (
              <OrderedList
                items={items}
                path={`${path}/values`}
                orderPath={`${path}/order`}
                name={(option) => option.label}
                render={(option) => <OptionLine option={option} />}
                remake={({ value, label, labelAr, active, sortOrder }) => ({
                  path: `${path}/values`,
                  body: { value, label, labelAr, active, sortOrder },
                })}
                onEdit={setTask}
              />
            )}
          </>
        )}
      </Loaded>
      {task && <OptionForm path={path} option={task === 'new' ? null : task} close={() => setTask(null)} />}
    </SettingsPage>
  );
}

/** The label in the reader's language first; the other one beside it. */
function OptionLine({ option }: { option: OptionRow }) {
  const { i18n } = useTranslation();
  const both = [
    { lang: 'en', label: option.label },
    { lang: 'ar', label: option.labelAr },
  ].filter(({ label }) => label);
  const inOrder = directionOf(i18n.language) === 'rtl' ? both.reverse() : both;
  return (
    <>
      <span className={classes.name}>
        {inOrder.map(({ lang, label }, at) => (
          <bdi key={lang} lang={lang} style={at > 0 ? { fontWeight: 400 } : undefined}>
            {label}
          </bdi>
        ))}
      </span>
      <span className={classes.sub}>
        <bdi className={classes.code}>{option.value}</bdi>
      </span>
    </>
  );
}

const labels: Field[] = [
  { key: 'label', label: 'settings:list.label', type: 'text', required: true },
  { key: 'labelAr', label: 'settings:list.labelAr', type: 'text' },
];
const value: Field = {
  key: 'value',
  label: 'settings:list.value',
  help: 'settings:list.valueHelp',
  type: 'text',
  required: true,
  wide: true,
};

type FormProps = { path: string; option: OptionRow | null; close: () => void };

function OptionForm({ path, option, close }: FormProps) {
  const { t } = useTranslation();
  if (!option) {
    return (
      <FormModal
        title={t('settings:list.add')}
        groups={[{ fields: [...labels, value] }]}
        schema={optionCreate}
        submitLabel={t('common:act.add')}
        close={close}
        onSubmit={(body, idempotencyKey) => api.post(`${path}/values`, body, { idempotencyKey })}
      />
    );
  }
  const before = { label: option.label, labelAr: option.labelAr };
  return (
    <FormModal
      title={t('settings:list.edit', { name: option.label })}
      groups={[{ fields: labels }]}
      schema={optionPatch}
      initial={before}
      submitLabel={t('common:act.save')}
      close={close}
      onSubmit={(body) =>
        api.patch(`${path}/values/${option.id}`, changesOf(before, body), { version: option.version })
      }
    />
  );
}
