import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '#web/platform/problem-text.ts';
import type { Values } from '../form/field.ts';
import { Money } from '../money.tsx';
import { ShownValue } from '../record/shown-value.tsx';
import classes from './document.module.css';
import type { SheetFields } from './draft-sheet.tsx';
import type { DocumentState } from './use-document.ts';

/** Says that there is something to save, saves it (Ctrl+S too), or lets it go. */
export function SaveBar({ state }: { state: DocumentState }) {
  const { t } = useTranslation();
  const { dirty, saving, save, discard, hasErrors, conflict } = state;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      // A number that is still being typed is read when its cell is left.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      setTimeout(() => document.querySelector<HTMLButtonElement>('[data-save-document]')?.click());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (hasErrors) document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
  }, [hasErrors]);
  if (!dirty || conflict) return null;
  return (
    <section className={classes.saveBar} aria-label={t('documents:save.label')}>
      <span className={classes.saveText} role="status">
        <span className={classes.dot} aria-hidden />
        {hasErrors ? t('documents:save.errors') : t('documents:save.unsaved')}
      </span>
      <Button data-save-document loading={saving} onClick={() => void save()}>
        {t('common:act.save')}
      </Button>
      <Button variant="default" onClick={discard} disabled={saving}>
        {t('documents:save.discard')}
      </Button>
    </section>
  );
}

/** What concerns the document as a whole: a restored draft, a refusal, and somebody else's changes. */
export function Notices({ state, fields }: { state: DocumentState; fields: SheetFields }) {
  const { t } = useTranslation();
  const text = useProblemText();
  const { problem, restored, dirty, discard, conflict } = state;
  return (
    <>
      {restored && dirty && (
        <Alert color="blue" icon={<IconHistory size={18} />} p="xs">
          {t('common:draft.restored')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={discard}>
            {t('common:draft.discard')}
          </Button>
        </Alert>
      )}
      {problem && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />} p="xs">
          {text(problem)}
        </Alert>
      )}
      {conflict && <Conflict state={state} fields={fields} />}
    </>
  );
}

/** Two people changed the same things: each of them, side by side, to choose from as a whole. */
function Conflict({ state, fields }: { state: DocumentState; fields: SheetFields }) {
  const { t } = useTranslation();
  const theirs = state.conflict?.theirs as unknown as Values;
  const mine = { ...theirs, ...state.changes };
  const both = Object.keys(state.changes).filter(
    (key) => JSON.stringify(mine[key] ?? null) !== JSON.stringify(theirs[key] ?? null),
  );
  const declared = [...fields.head, ...fields.more];
  return (
    <Alert
      color="amber"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={t('documents:conflict.title')}
    >
      <table className={classes.versions}>
        <thead>
          <tr>
            <th />
            <th>{t('common:conflict.theirs')}</th>
            <th>{t('common:conflict.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {both.map((key) => {
            const field = declared.find((one) => one.key === key);
            return (
              <tr key={key}>
                <th scope="row">{t(field?.label ?? `documents:field.${key}`)}</th>
                {key === 'lines' ? (
                  <LinesSides state={state} total={String(theirs.total)} />
                ) : (
                  [theirs, mine].map((values, side) => (
                    <td key={side === 0 ? 'theirs' : 'mine'}>
                      {field ? (
                        <ShownValue field={field} values={values} />
                      ) : (
                        <bdi>{String(values[key] ?? '')}</bdi>
                      )}
                    </td>
                  ))
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className={classes.between} style={{ marginBlockStart: 12, justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={state.takeTheirs}>
          {t('common:conflict.takeTheirs')}
        </Button>
        <Button onClick={() => void state.keepMine()}>{t('common:conflict.keepMine')}</Button>
      </div>
    </Alert>
  );
}

function LinesSides({ state, total }: { state: DocumentState; total: string }) {
  const { t } = useTranslation();
  const theirs = (state.conflict?.theirs as { lines?: unknown[]; currency?: string } | undefined) ?? {};
  return (
    <>
      <td>
        {t('documents:lines.count', { count: theirs.lines?.length ?? 0 })} ·{' '}
        <Money amount={total} currency={theirs.currency} />
      </td>
      <td>
        {t('documents:lines.count', { count: (state.changes.lines as unknown[] | undefined)?.length ?? 0 })} ·{' '}
        <Money amount={state.priced.total} currency={state.priced.currency} />
      </td>
    </>
  );
}
