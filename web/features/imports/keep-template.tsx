import { Button, Popover, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import classes from './imports.module.css';

/** Keeps the mapping under a name: the next file with the same columns begins with it. */
export function KeepTemplate({ importId, plan }: { importId: string; plan: object }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () => api.post('/imports/templates', { importId, name, plan }),
    onSuccess: () => {
      setOpen(false);
      notify.done(t('imports:kept'));
    },
    onError: notify.refused,
  });
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withinPortal>
      <Popover.Target>
        <Button variant="subtle" onClick={() => setOpen(!open)}>
          {t('imports:keep')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.options}>
          <TextInput
            label={t('imports:templateName')}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button onClick={() => keep.mutate()} disabled={name.trim() === ''} loading={keep.isPending}>
            {t('imports:keepIt')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
