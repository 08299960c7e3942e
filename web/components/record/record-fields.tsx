import { useTranslation } from 'react-i18next';
import { flatCustom } from '#web/platform/custom-values.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useCustomGroups } from '../form/custom-fields.ts';
import type { Values } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';
import type { RecordDeclaration } from './declare.ts';
import { InlineField } from './inline-field.tsx';
import classes from './record.module.css';
import { useSaveRecord } from './use-record.ts';

type Props<Item extends RecordBase> = { declaration: RecordDeclaration<Item>; item: Item };

/** The facts of a record, each editable where it stands. */
export function RecordFields<Item extends RecordBase>({ declaration, item }: Props<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const save = useSaveRecord<Item>(declaration.kind);
  const editable =
    can(capabilityOf(declaration.kind, 'edit')) &&
    !item.archivedAt &&
    (item.abilities?.edit ?? true) &&
    (declaration.editable?.(item) ?? true);
  const values: Values = flatCustom(item);
  const groups = [...declaration.fields, ...useCustomGroups(declaration.kind)];
  return (
    <section className={`${classes.panel} ${classes.fields}`} aria-label={t('common:record.facts')}>
      {groups.map((group, index) => (
        <div key={group.label ?? index}>
          {group.label && <h2 className={classes.groupTitle}>{t(group.label)}</h2>}
          <dl className={classes.list}>
            {group.fields.map((field) => (
              <InlineField
                key={field.key}
                field={field}
                values={values}
                editable={editable}
                schema={declaration.schema}
                save={(changes, base) => save(base as unknown as Item, changes)}
              />
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
