import { Button, CloseButton } from '@mantine/core';
import {
  IconArchive,
  IconPencil,
  IconRestore,
  IconTag,
  IconTagOff,
  IconUserShare,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capabilityOf } from '#web/platform/kinds.ts';
import { useCan } from '#web/platform/session.ts';
import { useConfirmAct } from '../confirm-act.tsx';
import type { Chosen, ListDeclaration, RecordBase } from '../list/declare.ts';
import classes from '../list/list.module.css';
import type { Total } from '../list/use-list.ts';
import type { Selection } from '../list/use-selection.ts';
import { useNotify } from '../notify.tsx';
import { BulkDrawer, type BulkForm } from './bulk-drawer.tsx';
import { useBulk } from './use-bulk.ts';

type Props<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  selection: Selection;
  /** How many rows are loaded, and how many the list finds. */
  shown: number;
  total: Total | undefined;
  query: Record<string, string>;
};

/** What can be done with the rows ticked, or with all that match. */
export function BulkBar<Item extends RecordBase>(props: Props<Item>) {
  const { t } = useTranslation();
  const { declaration, selection, total = { value: 0, exact: true } } = props;
  const count = selection.ids.size;
  if (count === 0) return null;
  const { everything } = selection;
  const chosen: Chosen = {
    ids: [...selection.ids],
    query: everything ? props.query : null,
    total: everything ? total : { value: count, exact: true },
  };
  const more = !everything && count === props.shown && (total.value > count || !total.exact);
  const all = total.exact ? t('lists:bulk.allSelected', { count: total.value }) : t('lists:bulk.everything');
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('common:list.bulk')}>
      <CloseButton size="sm" aria-label={t('common:list.clearSelection')} onClick={selection.clear} />
      <span>{everything ? all : t('common:list.selected', { count })}</span>
      {more && (
        <Button variant="subtle" size="compact-sm" onClick={selection.takeEverything}>
          {total.exact ? t('lists:bulk.allMatching', { count: total.value }) : t('lists:bulk.allMany')}
        </Button>
      )}
      <Acts
        declaration={declaration}
        chosen={chosen}
        archived={props.query.archived === 'true'}
        done={selection.clear}
      />
      {!everything && declaration.bulk?.({ ids: chosen.ids, clear: selection.clear })}
    </div>
  );
}

type ActsProps<Item extends RecordBase> = {
  declaration: ListDeclaration<Item>;
  chosen: Chosen;
  archived: boolean;
  done: () => void;
};

function Acts<Item extends RecordBase>({ declaration, chosen, archived, done }: ActsProps<Item>) {
  const { t } = useTranslation();
  const can = useCan();
  const confirm = useConfirmAct();
  const notify = useNotify();
  const [form, setForm] = useState<BulkForm | null>(null);
  const { kind } = declaration;
  const begin = useBulk(kind, chosen, done);
  const refuse = { onError: (error: Error) => notify.refused(error) };
  const { value: count, exact } = chosen.total ?? { value: 0, exact: true };
  const askArchive = () =>
    confirm({
      title: t('common:act.archive'),
      text: exact ? t('lists:bulk.confirmArchive', { count }) : t('lists:bulk.confirmArchiveAll'),
      confirm: t('common:act.archive'),
      run: () => begin.mutate({ action: 'archive' }, refuse),
    });
  const look = { variant: 'default', size: 'compact-sm' } as const;
  const forms = [
    { form: 'edit', icon: IconPencil, label: t('lists:bulk.edit') },
    { form: 'assign', icon: IconUserShare, label: t('lists:bulk.assign') },
    { form: 'tag', icon: IconTag, label: t('lists:bulk.tag') },
    { form: 'untag', icon: IconTagOff, label: t('lists:bulk.untag') },
  ] as const;
  const tagged = declaration.columns.some((column) => column.key === 'tags');
  const fits = { edit: Boolean(declaration.fields), assign: true, tag: tagged, untag: tagged };
  const mayEdit = !archived && can(capabilityOf(kind, 'edit'));
  return (
    <>
      {mayEdit &&
        forms
          .filter((one) => fits[one.form])
          .map(({ form: name, icon: Icon, label }) => (
            <Button
              key={name}
              {...look}
              leftSection={<Icon size={14} aria-hidden />}
              onClick={() => setForm(name)}
            >
              {label}
            </Button>
          ))}
      {can(capabilityOf(kind, 'delete')) &&
        (archived ? (
          <Button
            {...look}
            leftSection={<IconRestore size={14} aria-hidden />}
            onClick={() => begin.mutate({ action: 'restore' }, refuse)}
          >
            {t('common:act.restore')}
          </Button>
        ) : (
          <Button {...look} leftSection={<IconArchive size={14} aria-hidden />} onClick={askArchive}>
            {t('common:act.archive')}
          </Button>
        ))}
      <BulkDrawer
        declaration={declaration}
        chosen={chosen}
        form={form}
        close={() => setForm(null)}
        done={done}
      />
    </>
  );
}
