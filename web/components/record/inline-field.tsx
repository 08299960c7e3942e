import { Button, UnstyledButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { flatCustom } from '#web/platform/custom-values.ts';
import { type Field, isReadOnly, type Values } from '../form/field.ts';
import { FieldInput } from '../form/field-input.tsx';
import classes from './record.module.css';
import { ShownValue } from './shown-value.tsx';
import { useInlineEdit } from './use-inline-edit.ts';
import type { EditConflict } from './use-record.ts';

type Props = {
  field: Field;
  values: Values;
  editable: boolean;
  /** Can wait on a narrow screen, until all fields are asked for. */
  lesser?: boolean;
  schema?: z.ZodType;
  /** `base` is the record as it was when the editing began: what others did since must not be overwritten unseen. */
  save: (changes: Values, base: Values) => Promise<unknown>;
};

/** One fact of a record: read until it is clicked, then edited in place. Enter saves, Escape gives up. */
export function InlineField(props: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { field, values } = props;
  const editable = props.editable && !isReadOnly(field, values);
  return (
    <div className={classes.field} data-lesser={props.lesser || undefined}>
      <dt className={classes.label}>{t(field.label)}</dt>
      <dd style={{ margin: 0, minWidth: 0 }}>
        {editing && editable ? (
          <Editor {...props} close={() => setEditing(false)} />
        ) : (
          <div className={classes.shown} data-editable={editable || undefined}>
            {editable && (
              <UnstyledButton
                className={classes.edit}
                aria-label={t('common:record.edit', { name: t(field.label) })}
                onClick={() => setEditing(true)}
              />
            )}
            <span className={classes.shownText} style={{ pointerEvents: 'none' }}>
              <ShownValue field={field} values={values} />
            </span>
            {editable && <IconPencil size={14} className={classes.pencil} aria-hidden />}
          </div>
        )}
      </dd>
    </div>
  );
}

/** The input of one fact with its buttons, and the choice between mine and theirs when somebody was quicker. */
export function Editor({ field, values, schema, save, close }: Props & { close: () => void }) {
  const { t } = useTranslation();
  const [base] = useState(values);
  const edit = useInlineEdit({
    field,
    values: base,
    schema,
    save: (changes) => save(changes, base),
    close,
  });
  return (
    <form
      className={classes.editing}
      onKeyDown={edit.onKeyDown}
      onBlur={edit.onBlur}
      onSubmit={edit.onSubmit}
      noValidate
    >
      <FieldInput
        field={field}
        value={edit.edited[field.key]}
        onChange={(value) => edit.set(field.key, value)}
        values={edit.edited}
        setValue={edit.set}
        errorAt={edit.errorAt}
        error={edit.failure}
        bare
        autoFocus
      />
      {edit.conflict ? (
        <Conflict field={field} conflict={edit.conflict} close={close} save={save} />
      ) : (
        <div className={classes.editActs}>
          <Button size="compact-xs" variant="default" onClick={close}>
            {t('common:act.cancel')}
          </Button>
          <Button type="submit" size="compact-xs" loading={edit.saving}>
            {t('common:act.save')}
          </Button>
        </div>
      )}
    </form>
  );
}

type ConflictProps = { field: Field; conflict: EditConflict; close: () => void; save: Props['save'] };

/** Two people changed the same fact: mine and theirs, side by side, to choose from. */
function Conflict({ field, conflict, close, save }: ConflictProps) {
  const { t } = useTranslation();
  const theirs: Values = flatCustom(conflict.theirs);
  const keepMine = async () => {
    await save(conflict.mine, theirs);
    close();
  };
  return (
    <div className={classes.conflict} role="alert">
      <div>{t('common:conflict.text')}</div>
      <div>
        {t('common:conflict.theirs')}: <ShownValue field={field} values={theirs} />
      </div>
      <div>
        {t('common:conflict.mine')}: <ShownValue field={field} values={{ ...theirs, ...conflict.mine }} />
      </div>
      <div className={classes.editActs}>
        <Button size="compact-xs" variant="default" onClick={close}>
          {t('common:conflict.takeTheirs')}
        </Button>
        <Button size="compact-xs" onClick={() => void keepMine()}>
          {t('common:conflict.keepMine')}
        </Button>
      </div>
    </div>
  );
}
