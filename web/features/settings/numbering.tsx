import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDocumentNumber, isNumberPattern } from '#domain/numbering.ts';
import { numberingPatch } from '#domain/settings.ts';
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
  return (
    <SettingsPage subject="numbering">
      <Loaded query={all}>
        {(items) =>
          [...Map.groupBy(items, ({ nodeId }) => nodeId)].map(([nodeId, series]) => (
            <Panel key={nodeId} title={series[0]?.nodeName} text={levelOf(nodeId)} flush>
              <ul className={classes.rows}>
                {series.map((one) => (
                  <li key={one.document} className={classes.row} data-wrap>
                    <span className={classes.main}>
                      <span className={classes.name}>{t(`kinds:${one.document}.many`)}</span>
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
            </Panel>
          ))
        }
      </Loaded>
      {edited && <SeriesForm series={edited} close={() => setEdited(null)} />}
    </SettingsPage>
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
    errors: { invalid_format: 'settings:numbering.badPattern' },
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
  const { nodeId, nodeName, document, pattern, nextNumber, version } = series;
  const before = { pattern, nextNumber };
  return (
    <FormModal
      title={t('settings:numbering.edit', { kind: t(`kinds:${document}.many`), name: nodeName })}
      groups={[{ fields }]}
      schema={numberingPatch}
      initial={before}
      hint={(values) => <Example values={values} />}
      submitLabel={t('common:act.save')}
      done={t('settings:saved')}
      close={close}
      onSubmit={(body) => api.put(`/numbering/${nodeId}/${document}`, changesOf(before, body), { version })}
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
