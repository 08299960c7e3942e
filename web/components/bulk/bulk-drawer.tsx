import { Button, Drawer, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '#domain/problems.ts';
import { problemOf } from '#web/platform/problem.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';
import type { Field, Values } from '../form/field.ts';
import { FieldInput } from '../form/field-input.tsx';
import type { Chosen, ListDeclaration, RecordBase } from '../list/declare.ts';
import { useBulk } from './use-bulk.ts';

export type BulkForm = 'edit' | 'assign' | 'tag' | 'untag';

const ownerField: Field = { key: 'ownerId', label: 'common:field.owner', type: 'member' };
const tagsField: Field = { key: 'tags', label: 'common:field.tags', type: 'tags' };
const fixed: Record<Exclude<BulkForm, 'edit'>, Field> = {
  assign: ownerField,
  tag: tagsField,
  untag: tagsField,
};

/** What has several parts is changed record by record. */
const manyParts: readonly Field['type'][] = ['address', 'recurrence', 'prices'];

type Props<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  chosen: Chosen;
  form: BulkForm | null;
  close: () => void;
  done: () => void;
};

/** What every chosen record is to get. Nothing happens before the button that names their number. */
export function BulkDrawer<Item extends RecordBase>(props: Props<Item>) {
  const { t } = useTranslation();
  const { form, close } = props;
  return (
    <Drawer
      opened={form !== null}
      onClose={close}
      position="right"
      size={400}
      title={form && t(`lists:bulk.${form}`)}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {form && <Form {...props} form={form} />}
    </Drawer>
  );
}

function Form<Item extends RecordBase>(props: Props<Item> & { form: BulkForm }) {
  const { t } = useTranslation();
  const { declaration, chosen, form, close, done } = props;
  const fields = (declaration.fields ?? [])
    .flatMap((group) => group.fields)
    .filter((field) => !field.readOnly && !manyParts.includes(field.type) && field.key !== 'tags');
  const [key, setKey] = useState<string | null>(null);
  const [values, setValues] = useState<Values>({});
  const say = useFieldProblemText();
  const sayProblem = useProblemText();
  const [errors, setErrors] = useState<FieldProblem[]>([]);
  const [failure, setFailure] = useState<string>();
  const begin = useBulk(declaration.kind, chosen, () => {
    close();
    done();
  });
  const field = form === 'edit' ? fields.find((one) => one.key === key) : fixed[form];
  const send = () => {
    if (!field) return;
    const wire = Object.fromEntries(
      Object.entries({ [field.key]: null, ...values }).map(([name, value]) => [
        name,
        value === '' ? null : value,
      ]),
    );
    begin.mutate(
      { action: form, values: wire },
      {
        onError: (error) => {
          const problem = problemOf(error);
          setErrors(
            (problem.errors ?? []).map((one) => ({ ...one, path: one.path.replace(/^values\./, '') })),
          );
          setFailure(problem.errors ? undefined : sayProblem(problem));
        },
      },
    );
  };
  const { value: count, exact } = chosen.total ?? { value: 0, exact: true };
  const errorAt = (path: string, declared?: Field) => {
    const found = errors.find((one) => one.path === path);
    return found ? say(found, declared?.errors) : undefined;
  };
  return (
    <Stack>
      {form === 'edit' && (
        <Select
          label={t('lists:bulk.field')}
          data={fields.map((one) => ({ value: one.key, label: t(one.label) }))}
          value={key}
          onChange={(next) => {
            setKey(next);
            setValues({});
            setErrors([]);
          }}
          searchable
          data-autofocus
        />
      )}
      {field && (
        <FieldInput
          field={{ ...field, required: false }}
          value={values[field.key]}
          onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          values={values}
          setValue={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          errorAt={errorAt}
        />
      )}
      {form === 'edit' && field && (
        <Text size="sm" c="dimmed">
          {t('lists:bulk.fieldHelp')}
        </Text>
      )}
      {form === 'assign' && (
        <Text size="sm" c="dimmed">
          {t('lists:bulk.noOwner')}
        </Text>
      )}
      {failure && (
        <Text size="sm" c="red" role="alert">
          {failure}
        </Text>
      )}
      <Button onClick={send} loading={begin.isPending} disabled={!field}>
        {exact ? t('lists:bulk.apply', { count }) : t('lists:bulk.applyAll')}
      </Button>
    </Stack>
  );
}
