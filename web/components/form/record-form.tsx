import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { type FormEvent, Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '#web/platform/problem-text.ts';
import { type Field, type FieldGroup, isReadOnly, type Values } from './field.ts';
import { FieldInput } from './field-input.tsx';
import classes from './record-form.module.css';
import { type FormOptions, type RecordFormState, useRecordForm } from './use-record-form.ts';

type Props = FormOptions & {
  groups: FieldGroup[];
  /** The verb on the button, translated: "Create lead". */
  submitLabel: string;
  onCancel?: () => void;
  /** Fields that do not apply to the values so far. */
  hides?: (field: Field, values: Values) => boolean;
  /** Said below the first group, by what is typed so far. */
  hint?: (values: Values) => ReactNode;
  /** False where the form stands on a page among other things and must not draw the eye. */
  focusFirst?: boolean;
};

/** The one form of the product: fields by declaration, rules shared with the server, errors by their field. */
export function RecordForm(props: Props) {
  const { groups, submitLabel, onCancel, hides, hint, focusFirst = true, ...options } = props;
  const { t } = useTranslation();
  const form = useRecordForm(options);
  const element = useRef<HTMLFormElement>(null);
  const { errors } = form;
  useEffect(() => {
    if (errors.length > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!form.sending) void form.submit();
  };
  return (
    <form ref={element} className={classes.form} onSubmit={send} noValidate>
      <Notices form={form} groups={groups} />
      {groups.map((group, index) => (
        <Fragment key={group.label ?? index}>
          <Group group={group} first={focusFirst && index === 0} form={form} hides={hides} />
          {index === 0 && hint?.(form.values)}
        </Fragment>
      ))}
      <div className={classes.foot}>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('common:act.cancel')}
          </Button>
        )}
        <Button type="submit" loading={form.sending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

type GroupProps = {
  group: FieldGroup;
  first: boolean;
  form: RecordFormState;
  hides?: (field: Field, values: Values) => boolean;
};

function Group({ group, first, form, hides }: GroupProps) {
  const { t } = useTranslation();
  const shown = group.fields.filter((field) => !hides?.(field, form.values));
  if (shown.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      {group.label && <legend className={classes.legend}>{t(group.label)}</legend>}
      {shown.map((field, index) => (
        <div key={field.key} className={field.wide ? classes.wide : undefined}>
          <FieldInput
            field={field}
            value={form.values[field.key]}
            onChange={(value) => form.setValue(field.key, value)}
            values={form.values}
            setValue={form.setValue}
            errorAt={form.errorAt}
            autoFocus={first && index === 0}
            disabled={isReadOnly(field, form.values)}
          />
        </div>
      ))}
    </fieldset>
  );
}

/** What concerns the form as a whole: a restored draft, a refusal that belongs to no field shown here. */
function Notices({ form, groups }: { form: RecordFormState; groups: FieldGroup[] }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const keys = groups.flatMap((group) => group.fields.map((field) => field.key));
  const at = (path: string) => keys.some((key) => path === key || path.startsWith(`${key}.`));
  const homeless = form.errors.filter((one) => !at(one.path));
  const problem = form.problem && (form.errors.length === 0 || homeless.length > 0) ? form.problem : null;
  return (
    <>
      {form.restored && (
        <Alert color="blue" icon={<IconHistory size={18} />} p="xs">
          {t('common:draft.restored')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={form.discardDraft}>
            {t('common:draft.discard')}
          </Button>
        </Alert>
      )}
      {(problem || homeless.length > 0) && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
          {problem && text(problem)}
          {homeless.map((one) => (
            <div key={one.path}>{form.errorAt(one.path)}</div>
          ))}
        </Alert>
      )}
    </>
  );
}
