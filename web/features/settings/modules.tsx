import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { initialModules } from '#domain/modules.ts';
import { api } from '#web/platform/api.ts';
import { Loaded } from './loaded.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { SettingsPage } from './settings-page.tsx';
import { useAct } from './use-act.ts';
import { useItems } from './use-items.ts';
import type { ModuleState } from './wire.ts';

export function ModulesSettings() {
  const modules = useItems<ModuleState>('/modules');
  return (
    <SettingsPage subject="modules">
      <Loaded query={modules}>
        {(items) => (
          <Panel flush>
            <ul className={classes.rows}>
              {items.map((state) => (
                <ModuleRow key={state.module} state={state} />
              ))}
            </ul>
          </Panel>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function ModuleRow({ state }: { state: ModuleState }) {
  const { t } = useTranslation();
  const act = useAct();
  const { module, enabled } = state;
  // The rest are named already, so that one sees what will come; there is nothing behind their switches yet.
  const exists = initialModules.includes(module);
  const name = t(`settings:module.${module}.name`);
  const turn = (on: boolean): Promise<boolean> =>
    act(() => api.put(`/modules/${module}`, { enabled: on }), {
      done: t(on ? 'settings:module.on' : 'settings:module.off', { name }),
      undo: () => void turn(!on),
    });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <span className={classes.name}>
          {name}
          {!exists && <span className={classes.tag}>{t('settings:module.later')}</span>}
        </span>
        <span className={classes.sub}>{t(`settings:module.${module}.text`)}</span>
      </span>
      <Switch
        aria-label={name}
        checked={enabled && exists}
        disabled={!exists}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
    </li>
  );
}
