import { Button } from '@mantine/core';
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { EmptyState } from '#web/components/empty-state.tsx';
import type { Field, Values } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { changesOf } from './changes.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { OrderedList } from './ordered-list.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { type SubjectKey, subjectOf } from './subjects.ts';
import { useItems } from './use-items.ts';
import type { Ordered } from './wire.ts';

type Named = Ordered & { name: string; isDefault: boolean };

type Props<Item extends Named> = {
  subject: SubjectKey & ('tax-rates' | 'payment-terms');
  /** The figure beside the name: a rate, a number of days. */
  figure: Field;
  read: (item: Item) => unknown;
  show: (item: Item) => ReactNode;
  schema: z.ZodType;
};

const name: Field = { key: 'name', label: 'settings:named.name', type: 'text', required: true };
const isDefault: Field = {
  key: 'isDefault',
  label: 'settings:named.isDefault',
  type: 'checkbox',
  wide: true,
};

/** What tax rates and payment terms have in common: names with a figure, in an order, one of them the default. */
export function NamedList<Item extends Named>(props: Props<Item>) {
  const { t } = useTranslation();
  const { subject, figure, read, show, schema } = props;
  const path = `/${subject}`;
  const list = useItems<Item>(path);
  const [task, setTask] = useState<Item | 'new' | null>(null);
  const valuesOf = (item: Item): Values => ({
    name: item.name,
    [figure.key]: read(item),
    isDefault: item.isDefault,
  });
  return (
    <SettingsPage
      subject={subject}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask('new')}>
          {t(`settings:named.add.${subject}`)}
        </Button>
      }
    >
      <Loaded query={list}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={subjectOf(subject).icon ?? IconListDetails}
              title={t(`settings:named.none.${subject}`)}
            />
          ) : (
            <OrderedList
              items={items}
              path={path}
              orderPath={`${path}/order`}
              name={(item) => item.name}
              render={(item) => <NamedLine item={item} figure={show(item)} />}
              remake={(item) => {
                const { active, sortOrder } = item;
                return { path, body: { ...valuesOf(item), active, sortOrder } };
              }}
              onEdit={setTask}
            />
          )
        }
      </Loaded>
      {task && (
        <NamedForm
          {...{ subject, figure, schema, path }}
          item={task === 'new' ? null : { ...task, values: valuesOf(task) }}
          close={() => setTask(null)}
        />
      )}
    </SettingsPage>
  );
}

function NamedLine({ item, figure }: { item: Named; figure: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={classes.name}>
        <bdi>{item.name}</bdi>
        {item.isDefault && <span className={classes.tag}>{t('settings:named.default')}</span>}
      </span>
      <span className={classes.sub}>{figure}</span>
    </>
  );
}

type FormProps = {
  subject: SubjectKey;
  figure: Field;
  schema: z.ZodType;
  path: string;
  item: (Named & { values: Values }) | null;
  close: () => void;
};

function NamedForm({ subject, figure, schema, path, item, close }: FormProps) {
  const { t } = useTranslation();
  return (
    <FormModal
      title={item ? t('settings:named.edit', { name: item.name }) : t(`settings:named.add.${subject}`)}
      groups={[{ fields: [name, figure, isDefault] }]}
      schema={item ? undefined : schema}
      initial={item?.values ?? { isDefault: false }}
      submitLabel={t(item ? 'common:act.save' : 'common:act.add')}
      close={close}
      onSubmit={(body, idempotencyKey) =>
        item
          ? api.patch(`${path}/${item.id}`, changesOf(item.values, body), { version: item.version })
          : api.post(path, body, { idempotencyKey })
      }
    />
  );
}
