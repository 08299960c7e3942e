import { Drawer } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomField, CustomFieldKind, CustomOption } from '#domain/custom-fields.ts';
import type { Values } from '#web/components/form/field.ts';
import { withValues } from '#web/components/form/inputs/option-rows.tsx';
import { RecordForm } from '#web/components/form/record-form.tsx';
import { api } from '#web/platform/api.ts';
import { changesOf } from './changes.ts';
import { fieldGroups, hidesField, keyFrom } from './custom-field-form.ts';

type Props = {
  kind: CustomFieldKind;
  field: CustomField | null;
  others: readonly CustomField[];
  close: () => void;
};

const changeable = [
  'label',
  'labelAr',
  'required',
  'unique',
  'searchable',
  'defaultValue',
  'helpText',
  'helpTextAr',
  'section',
  'sectionAr',
  'options',
] as const;

function before(field: CustomField): Values {
  return Object.fromEntries(changeable.map((name) => [name, field[name]]));
}

/** Adds a field to a kind of record, or changes one: what it asks depends on the type. */
export function CustomFieldDrawer({ kind, field, others, close }: Props) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const submit = async (body: Values, idempotencyKey: string) => {
    const options = withValues((body.options as CustomOption[] | undefined) ?? []);
    if (field) {
      const next = { ...body, ...(body.options ? { options } : {}) };
      const { type: _type, ...changes } = changesOf({ ...before(field), type: field.type }, next);
      await api.patch(`/custom-fields/${field.id}`, changes, { version: field.version });
    } else {
      const taken = others.filter((one) => one.kind === kind).map(({ key }) => key);
      const key = String(body.key ?? keyFrom(String(body.label ?? ''), taken));
      const made = { ...body, kind, key, ...(body.options ? { options } : {}) };
      await api.post('/custom-fields', made, { idempotencyKey });
    }
    await queryClient.invalidateQueries();
    close();
  };
  return (
    <Drawer
      opened
      onClose={close}
      size="lg"
      title={field ? t('custom-fields:edit', { name: t(`custom:${field.id}`) }) : t('custom-fields:add')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <RecordForm
        groups={fieldGroups(field !== null)}
        hides={hidesField}
        initial={field ? { ...before(field), type: field.type } : { type: 'text' }}
        submitLabel={t(field ? 'common:act.save' : 'common:act.add')}
        onSubmit={submit}
        onCancel={close}
      />
    </Drawer>
  );
}
