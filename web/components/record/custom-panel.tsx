import { useTranslation } from 'react-i18next';
import type { RecordKindName } from '#domain/events.ts';
import { flatCustom } from '#web/platform/custom-values.ts';
import { useCustomGroups } from '../form/custom-fields.ts';
import type { Values } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';
import { InlineField } from './inline-field.tsx';
import classes from './record.module.css';
import { SidePanel } from './side-panel.tsx';
import { useSaveRecord } from './use-record.ts';

type Props = { kind: RecordKindName; item: RecordBase; editable: boolean };

/** The company's own fields of a record whose page has no list of facts, such as a priced document. */
export function CustomPanel({ kind, item, editable }: Props) {
  const { t } = useTranslation();
  const groups = useCustomGroups(kind);
  const save = useSaveRecord<RecordBase>(kind);
  const values: Values = flatCustom(item);
  return groups.map((group, index) => (
    <SidePanel key={group.label ?? index} title={t(group.label ?? 'common:group.custom')}>
      <dl className={classes.list}>
        {group.fields.map((field) => (
          <InlineField
            key={field.key}
            field={field}
            values={values}
            editable={editable}
            save={(changes, base) => save(base as unknown as RecordBase, changes)}
          />
        ))}
      </dl>
    </SidePanel>
  ));
}
