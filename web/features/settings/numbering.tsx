import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDocumentNumber, isNumberPattern } from '#domain/numbering.ts';
import { numberingPatch, seriesCreate, seriesPatch } from '#domain/settings.ts';
import { today } from '#domain/time-zones.ts';
import type { Field, Values } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { useNodes } from '#web/platform/hierarchy.ts';
import { useSession } from '#web/platform/session.ts';
import { changesOf } from './changes.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useItems } from './use-items.ts';
import type { Series } from './wire.ts';

export function NumberingSettings() {
  const { t } = useTranslation();
  const all = useItems<Series>('/numbering');
  const nodes = useNodes();
  // An entity may be called as the organisation is.
  const levelOf = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return node && t(`common:level.${node.level}`);
  };
  const [edited, setEdited] = useState<Series | null>(null);
  const [adding, setAdding] = useState<string | null>(null);
  return (
    <SettingsPage subject="numbering">
      <Loaded query={all}>
        {(items) =>
          [...Map.groupBy(items, ({ nodeId }) => nodeId)].map(([nodeId, series]) => (
            <Panel key={nodeId} title={series[0]?.nodeName} text={levelOf(nodeId)} flush>
              <ul className={classes.rows}>
                {series.map((one) => (
                  <li key={`${one.document}.${one.code}`} className={classes.row} data-wrap>
                    <span className={classes.main}>
                      <span className={classes.name}>
                        {t(`kinds:${one.document}.many`)} <SeriesName series={one} />
                      </span>
                      <span className={classes.sub}>
                        <bdi className={classes.code}>{one.pattern}</bdi>
                      </span>
                    </span>
                    <span className={classes.meta}>
                      <span>
                        {t('settings:numbering.next')} <bdi className={classes.code}>{one.preview}</bdi>
                      </span>
                    </span>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('settings:numbering.edit', {
                        kind: t(`kinds:${one.document}.many`),
                        name: one.nodeName,
                      })}
                      onClick={() => setEdited(one)}
                    >
                      {t('common:act.edit')}
                    </Button>
                  </li>
                ))}
              </ul>
              {series.some(({ document }) => document === 'invoice') && (
                <div className={classes.row}>
                  <Button size="compact-sm" variant="default" onClick={() => setAdding(nodeId)}>
                    {t('settings:numbering.addSeries')}
                  </Button>
                </div>
              )}
            </Panel>
          ))
        }
      </Loaded>
      {edited && <SeriesForm series={edited} close={() => setEdited(null)} />}
      {adding && <NewSeriesForm nodeId={adding} close={() => setAdding(null)} />}
    </SettingsPage>
  );
}

/** What tells the series of an entity's invoices apart: said only where there are several. */
function SeriesName({ series: { document, code, name, isDefault, active } }: { series: Series }) {
  const { t } = useTranslation();
  if (document !== 'invoice' || (code === 'main' && isDefault)) return null;
  const words = [isDefault && t('settings:numbering.usual'), !active && t('settings:numbering.unused')];
  return (
    <>
      · <bdi>{name ?? code}</bdi>
      {words.filter(Boolean).map((word) => (
        <span key={String(word)} className={classes.sub}>
          {' '}
          {word}
        </span>
      ))}
    </>
  );
}

const fields: Field[] = [
  {
    key: 'pattern',
    label: 'settings:numbering.pattern',
    help: 'settings:numbering.patternHelp',
    type: 'text',
    required: true,
    wide: true,
    errors: {
      invalid_format: 'settings:numbering.badPattern',
      already_exists: 'settings:numbering.collides',
    },
  },
  {
    key: 'nextNumber',
    label: 'settings:numbering.nextNumber',
    help: 'settings:numbering.nextNumberHelp',
    type: 'decimal',
    whole: true,
    required: true,
    wide: true,
    errors: { out_of_range: 'settings:numbering.backwards' },
  },
];

function SeriesForm({ series, close }: { series: Series; close: () => void }) {
  const { t } = useTranslation();
  const { nodeId, nodeName, document, code, name, isDefault, active, pattern, nextNumber, version } = series;
  const several = document === 'invoice' && !(code === 'main' && isDefault);
  const before = several
    ? { pattern, nextNumber, name: name ?? '', isDefault, ...(code === 'main' ? {} : { active }) }
    : { pattern, nextNumber };
  const path = several ? `/numbering/${nodeId}/invoice/series/${code}` : `/numbering/${nodeId}/${document}`;
  return (
    <FormModal
      title={t('settings:numbering.edit', { kind: t(`kinds:${document}.many`), name: nodeName })}
      groups={[{ fields: several ? [...fields, ...seriesFields(code)] : fields }]}
      schema={several ? seriesPatch : numberingPatch}
      initial={before}
      hint={(values) => <Example values={values} />}
      submitLabel={t('common:act.save')}
      done={t('settings:saved')}
      close={close}
      onSubmit={(body) =>
        several
          ? api.patch(path, changesOf(before, body), { version })
          : api.put(path, changesOf(before, body), { version })
      }
    />
  );
}

const nameField: Field = { key: 'name', label: 'settings:numbering.name', type: 'text', wide: true };
const defaultField: Field = {
  key: 'isDefault',
  label: 'settings:numbering.isDefault',
  type: 'checkbox',
  wide: true,
};

/** The main series stays in use: there is always one to number by. */
function seriesFields(code: string): Field[] {
  const active: Field = { key: 'active', label: 'settings:numbering.active', type: 'checkbox', wide: true };
  return [nameField, defaultField, ...(code === 'main' ? [] : [active])];
}

const newFields: Field[] = [
  {
    key: 'code',
    label: 'settings:numbering.code',
    help: 'settings:numbering.codeHelp',
    type: 'text',
    required: true,
    wide: true,
    errors: { invalid_format: 'settings:numbering.badCode' },
  },
  nameField,
  ...fields.filter(({ key }) => key === 'pattern'),
  defaultField,
];

function NewSeriesForm({ nodeId, close }: { nodeId: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <FormModal
      title={t('settings:numbering.addSeries')}
      groups={[{ fields: newFields }]}
      schema={seriesCreate}
      initial={{ code: '', name: '', pattern: '', isDefault: false }}
      hint={(values) => <Example values={{ ...values, nextNumber: 1 }} />}
      submitLabel={t('settings:numbering.addSeries')}
      done={t('settings:saved')}
      close={close}
      onSubmit={(body) => api.post(`/numbering/${nodeId}/invoice/series`, body)}
    />
  );
}

/** The number that the pattern as typed would give today. */
function Example({ values }: { values: Values }) {
  const { t } = useTranslation();
  const zone = useSession()?.organisation.timeZone ?? 'UTC';
  const pattern = String(values.pattern ?? '');
  const count = String(values.nextNumber ?? '');
  const sound = isNumberPattern(pattern) && /^[1-9]\d{0,17}$/.test(count);
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {t('settings:numbering.example')}{' '}
      <bdi className={classes.code}>
        {sound ? formatDocumentNumber(pattern, BigInt(count), today(new Date(), zone)) : '–'}
      </bdi>
    </Text>
  );
}
