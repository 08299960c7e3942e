import { ActionIcon, Menu } from '@mantine/core';
import { IconBookmark, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirmAct } from '#web/components/confirm-act.tsx';
import { EmptyState } from '#web/components/empty-state.tsx';
import { api } from '#web/platform/api.ts';
import { FormModal } from './form-modal.tsx';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';

type Template = { id: string; name: string; currency: string; lineCount: number; version: number };

const path = '/quote-templates';

/** What quotes can start from; a template is made of a quote, on the quote's own page. */
export function QuoteTemplatesSettings() {
  const { t } = useTranslation();
  const templates = useItems<Template>(path);
  const [renamed, setRenamed] = useState<Template | null>(null);
  return (
    <SettingsPage subject="quote-templates">
      <Loaded query={templates}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconBookmark}
              title={t('settings:quoteTemplate.none')}
              text={t('settings:quoteTemplate.noneText')}
            />
          ) : (
            <Panel flush>
              <ul className={classes.rows}>
                {items.map((item) => (
                  <Row key={item.id} template={item} rename={() => setRenamed(item)} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
      {renamed && (
        <FormModal
          title={t('settings:quoteTemplate.rename')}
          groups={[{ fields: [{ key: 'name', label: 'settings:named.name', type: 'text', required: true }] }]}
          initial={{ name: renamed.name }}
          submitLabel={t('common:act.save')}
          close={() => setRenamed(null)}
          onSubmit={({ name }) => api.patch(`${path}/${renamed.id}`, { name }, { version: renamed.version })}
        />
      )}
    </SettingsPage>
  );
}

function Row({ template, rename }: { template: Template; rename: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const confirm = useConfirmAct();
  const { id, name, currency, lineCount, version } = template;
  const remove = () =>
    confirm({
      title: t('settings:quoteTemplate.removeTitle', { name }),
      text: t('settings:quoteTemplate.removeText'),
      confirm: t('common:act.delete'),
      danger: true,
      run: () => void act(() => api.delete(`${path}/${id}`, { version })),
    });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={classes.sub}>
          {currency} · {t('documents:lines.count', { count: lineCount })}
        </span>
      </span>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('settings:acts', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={rename}>
            {t('common:act.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} onClick={remove}>
            {t('common:act.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
