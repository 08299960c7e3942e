import { Button } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { flatCustom } from '#web/platform/custom-values.ts';
import { capabilityOf } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useCustomGroups } from '../form/custom-fields.ts';
import type { Values } from '../form/field.ts';
import type { RecordBase } from '../list/declare.ts';
import type { RecordDeclaration } from './declare.ts';
import { fieldsFirst } from './fields-first.ts';
import { InlineField } from './inline-field.tsx';
import classes from './record.module.css';
import { useSaveRecord } from './use-record.ts';

type Props<Item extends RecordBase> = { declaration: RecordDeclaration<Item>; item: Item };

/** The facts of a record, each editable where it stands. A phone shows the few that are looked for first. */
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
  const [open, { toggle }] = useDisclosure(false);
  const id = useId();
  const first = fieldsFirst(groups, values);
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <section
      id={id}
      className={`${classes.panel} ${classes.fields}`}
      aria-label={t('common:record.facts')}
      data-open={open || undefined}
    >
      {groups.map((group, index) => (
        <div
          key={group.label ?? index}
          data-lesser={!group.fields.some(({ key }) => first.has(key)) || undefined}
        >
          {group.label && <h2 className={classes.groupTitle}>{t(group.label)}</h2>}
          <dl className={classes.list}>
            {group.fields.map((field) => (
              <InlineField
                key={field.key}
                field={field}
                values={values}
                editable={editable}
                lesser={!first.has(field.key)}
                schema={declaration.schema}
                save={(changes, base) => save(base as unknown as Item, changes)}
              />
            ))}
          </dl>
        </div>
      ))}
      <Button
        className={classes.moreFields}
        variant="subtle"
        size="compact-sm"
        aria-expanded={open}
        aria-controls={id}
        rightSection={<Chevron size={14} aria-hidden />}
        onClick={toggle}
      >
        {t(open ? 'common:record.fewerFields' : 'common:record.allFields')}
      </Button>
    </section>
  );
}
