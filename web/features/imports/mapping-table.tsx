import { Select, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from './import.ts';
import classes from './imports.module.css';
import { useFieldWords } from './use-field-words.ts';

type Props = {
  item: ImportPreview;
  mapping: ImportPreview['mapping'];
  onChange: (column: string, field: string | null) => void;
};

const shownSamples = 3;

/** Each column of the file, the field that it fills, and some of its values: these are what a phone may cut off. */
export function MappingTable({ item, mapping, onChange }: Props) {
  const { t } = useTranslation();
  const word = useFieldWords(item);
  const taken = new Set(Object.values(mapping));
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports:column')}</Table.Th>
            <Table.Th>{t('imports:target')}</Table.Th>
            <Table.Th>{t('imports:samples')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {item.columns.map((column, at) => (
            <Table.Tr key={column}>
              <Table.Td>
                <bdi>{column}</bdi>
              </Table.Td>
              <Table.Td>
                <Select
                  aria-label={t('imports:targetOf', { column })}
                  placeholder={t('imports:leaveOut')}
                  data={item.fields
                    .filter(({ key }) => key === mapping[column] || !taken.has(key))
                    .map(({ key }) => ({ value: key, label: word(key) }))}
                  value={mapping[column] ?? null}
                  onChange={(field) => onChange(column, field)}
                  searchable
                  clearable
                  maxDropdownHeight={280}
                />
              </Table.Td>
              <Table.Td className={classes.sample}>
                <bdi>{samplesOf(item.rows, at)}</bdi>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function samplesOf(rows: readonly string[][], at: number): string {
  const values = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return [...new Set(values)].slice(0, shownSamples).join(' · ');
}
