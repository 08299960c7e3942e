import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exchangeRateCreate, exchangeRatePatch } from '#domain/settings.ts';
import { today } from '#domain/time-zones.ts';
import { EmptyState } from '#web/components/empty-state.tsx';
import type { Field } from '#web/components/form/field.ts';
import { api } from '#web/platform/api.ts';
import { useSession } from '#web/platform/session.ts';
import { useFormat } from '#web/platform/use-format.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { MoreButton } from './more-button.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { usePages } from './use-items.ts';
import type { ExchangeRate } from './wire.ts';

const path = '/exchange-rates';

export function ExchangeRatesSettings() {
  const { t } = useTranslation();
  const rates = usePages<ExchangeRate>(path, {});
  const [task, setTask] = useState<ExchangeRate | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setTask('new')}>
      {t('settings:rate.add')}
    </Button>
  );
  return (
    <SettingsPage subject="exchange-rates" actions={add}>
      <Loaded query={rates}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconArrowsExchange}
              title={t('settings:rate.none')}
              text={t('settings:rate.noneText')}
            />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((rate) => (
                  <RateRow key={rate.id} rate={rate} edit={() => setTask(rate)} />
                ))}
              </ul>
              <MoreButton pages={rates} />
            </Panel>
          )
        }
      </Loaded>
      {task && <RateForm rate={task === 'new' ? null : task} close={() => setTask(null)} />}
    </SettingsPage>
  );
}

function RateRow({ rate, edit }: { rate: ExchangeRate; edit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const { id, date, from, to, version } = rate;
  const name = `${from} → ${to}`;
  const remove = () =>
    act(() => api.delete(`${path}/${id}`, { version }), {
      done: t('settings:rate.removed'),
      undo: () => void act(() => api.post(path, { date, from, to, rate: rate.rate })),
    });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <bdi dir="ltr" className={classes.name} style={{ display: 'inline-flex' }}>
          {format.decimal('1')} {from} = {format.decimal(rate.rate)} {to}
        </bdi>
        <span className={classes.sub}>{t('settings:rate.since', { date: format.date(date) })}</span>
      </span>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('settings:acts', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={edit}>
            {t('settings:rate.correct')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void remove()}>
            {t('common:act.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

const figure: Field = {
  key: 'rate',
  label: 'settings:rate.rate',
  help: 'settings:rate.rateHelp',
  type: 'decimal',
  required: true,
  wide: true,
};
const fields: Field[] = [
  { key: 'from', label: 'settings:rate.from', type: 'currency', required: true },
  {
    key: 'to',
    label: 'settings:rate.to',
    type: 'currency',
    required: true,
    errors: { duplicate: 'settings:rate.same' },
  },
  figure,
  { key: 'date', label: 'settings:rate.date', type: 'date', required: true, wide: true },
];

function RateForm({ rate, close }: { rate: ExchangeRate | null; close: () => void }) {
  const { t } = useTranslation();
  const company = useSession()?.organisation;
  if (!rate) {
    const zone = company?.timeZone ?? 'UTC';
    return (
      <FormModal
        title={t('settings:rate.add')}
        groups={[{ fields }]}
        focusFirst={false}
        schema={exchangeRateCreate}
        initial={{ to: company?.currency, date: today(new Date(), zone) }}
        submitLabel={t('common:act.add')}
        close={close}
        onSubmit={(body, idempotencyKey) => api.post(path, body, { idempotencyKey })}
      />
    );
  }
  return (
    <FormModal
      title={t('settings:rate.correctTitle', { from: rate.from, to: rate.to })}
      groups={[{ fields: [figure] }]}
      schema={exchangeRatePatch}
      initial={{ rate: rate.rate }}
      submitLabel={t('common:act.save')}
      close={close}
      onSubmit={(body) => api.patch(`${path}/${rate.id}`, body, { version: rate.version })}
    />
  );
}
