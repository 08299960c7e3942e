import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '#web/components/notify.tsx';
import { api } from '#web/platform/api.ts';
import { type ImportPreview, importQuery } from './import.ts';
import classes from './imports.module.css';

const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1256',
  'windows-1250',
  'windows-1251',
  'iso-8859-2',
  'iso-8859-6',
  'iso-8859-15',
  'macintosh',
];
const delimiters = [',', ';', '\t', '|'];

/** How the file is read, for whoever sees that the guess was wrong. */
export function ReadingOptions({ item }: { item: ImportPreview }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const read = useMutation({
    mutationFn: (wish: Record<string, string>) =>
      api.post<ImportPreview>(`/imports/${item.id}/reading`, wish),
    onSuccess: (next) => {
      queryClient.setQueryData(importQuery(item.id).queryKey, next);
    },
    onError: notify.refused,
  });
  const change = (key: string) => (value: string | null) => value !== null && read.mutate({ [key]: value });
  const { reading } = item;
  if (reading.format === 'xlsx') {
    if (reading.sheets.length < 2) return null;
    return (
      <div className={classes.options}>
        <Select
          label={t('imports:sheet')}
          data={reading.sheets}
          value={reading.sheets[reading.sheet] ?? null}
          allowDeselect={false}
          disabled={read.isPending}
          onChange={change('sheet')}
        />
      </div>
    );
  }
  return (
    <div className={classes.options}>
      <Select
        label={t('imports:encoding')}
        data={encodings}
        value={reading.encoding}
        allowDeselect={false}
        disabled={read.isPending}
        onChange={change('encoding')}
      />
      <Select
        label={t('imports:delimiter')}
        data={delimiters.map((value) => ({ value, label: t(`imports:sign.${delimiters.indexOf(value)}`) }))}
        value={reading.delimiter}
        allowDeselect={false}
        disabled={read.isPending}
        onChange={change('delimiter')}
      />
    </div>
  );
}
