import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomField } from '#domain/custom-fields.ts';
import { api } from '#web/platform/api.ts';
import { FieldWords } from './custom-fields-sections.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';
import { useAct } from './use-act.ts';

/** What is hidden, how many records still have a value of it, and the way back. */
export function ArchivedFields({ fields }: { fields: CustomField[] }) {
  const { t } = useTranslation();
  return (
    <div style={{ marginBlockStart: '1rem' }}>
      <Panel flush title={t('custom-fields:archived')} text={t('custom-fields:archivedText')}>
        <ul className={classes.rows}>
          {fields.map((field) => (
            <ArchivedRow key={field.id} field={field} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function ArchivedRow({ field }: { field: CustomField }) {
  const { t } = useTranslation();
  const act = useAct();
  const path = `/custom-fields/${field.id}`;
  const use = useQuery({
    queryKey: ['settings', path],
    queryFn: ({ signal }) => api.get<{ records: { value: number } }>(path, { signal }),
  });
  const restore = () =>
    act(() => api.post(`${path}/restore`, {}), {
      done: t('custom-fields:restored', { name: t(`custom:${field.id}`) }),
    });
  return (
    <li className={classes.row}>
      <FieldWords field={field} />
      <span className={classes.meta}>
        {use.data && t('custom-fields:use', { count: use.data.records.value })}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => void restore()}>
        {t('common:act.restore')}
      </Button>
    </li>
  );
}
