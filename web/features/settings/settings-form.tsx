import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { FieldGroup, Values } from '#web/components/form/field.ts';
import { RecordForm } from '#web/components/form/record-form.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { hasCode } from '#web/platform/problem.ts';
import { changesOf } from './changes.ts';

type Props = {
  groups: FieldGroup[];
  /** The values as the server has them; all keys of the form, so that an emptied one is seen. */
  values: Values;
  version?: number;
  schema?: z.ZodType;
  hint?: (values: Values) => ReactNode;
  /** Sends the changed fields. */
  save: (changes: Values, version: number | undefined) => Promise<unknown>;
};

/** A form that stands on a page and changes what is there already: only what was changed is sent. */
export function SettingsForm(props: Props) {
  const [round, setRound] = useState(0);
  return <Form key={round} {...props} restart={() => setRound(round + 1)} />;
}

function Form({ groups, values, version, schema, hint, save, restart }: Props & { restart: () => void }) {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [base, setBase] = useState({ values, version });
  const [stale, setStale] = useState(false);
  const submit = async (body: Values) => {
    const changes = changesOf(base.values, body);
    if (Object.keys(changes).length === 0) return notify.done(t('settings:nothingChanged'));
    try {
      const answer = await save(changes, base.version);
      const version = (answer as { version?: number } | undefined)?.version;
      setBase({ values: { ...base.values, ...body }, version });
      await queryClient.invalidateQueries();
      // Not `t`: what was saved may be the language itself.
      notify.done(i18n.t('settings:saved'));
    } catch (error) {
      setStale(hasCode(error, 'stale_version'));
      await queryClient.invalidateQueries();
      throw error;
    }
  };
  return (
    <RecordForm
      groups={groups}
      initial={values}
      schema={schema}
      submitLabel={t('common:act.save')}
      onSubmit={submit}
      focusFirst={false}
      hint={(typed) => (
        <>
          {hint?.(typed)}
          {stale && (
            <Group>
              <Button variant="default" onClick={restart}>
                {t('settings:loadCurrent')}
              </Button>
            </Group>
          )}
        </>
      )}
    />
  );
}
