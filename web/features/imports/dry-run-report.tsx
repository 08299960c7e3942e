import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFieldProblemText } from '#web/platform/problem-text.ts';
import { useFormat } from '#web/platform/use-format.ts';
import type { DryRun } from './import.ts';
import classes from './imports.module.css';
import { Counts } from './result-step.tsx';

const mostShown = 100;

/** What a run would do, and every row that would be rejected with the reason. */
export function DryRunReport({ report }: { report: DryRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fieldText = useFieldProblemText();
  const { create, update, skip, reject, duplicates, archived, errors } = report;
  return (
    <div className={classes.step} role="status">
      <Counts
        counts={[
          [t('imports:will.create'), create],
          [t('imports:will.update'), update],
          [t('imports:will.skip'), skip],
          [t('imports:will.reject'), reject],
        ]}
      />
      {duplicates > 0 && <Text size="sm">{t('imports:duplicates', { count: duplicates })}</Text>}
      {archived > 0 && <Text size="sm">{t('imports:archived', { count: archived })}</Text>}
      {errors.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('imports:row')}</Table.Th>
                <Table.Th>{t('imports:column')}</Table.Th>
                <Table.Th>{t('imports:reason')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {errors.slice(0, mostShown).map((error) => (
                <Table.Tr key={`${error.row} ${error.path}`}>
                  <Table.Td>{format.decimal(error.row)}</Table.Td>
                  <Table.Td>
                    <bdi>{error.column ?? error.path}</bdi>
                  </Table.Td>
                  <Table.Td>{fieldText(error)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {errors.length > mostShown && (
        <Text size="sm" c="dimmed">
          {t('imports:moreErrors', { count: errors.length - mostShown })}
        </Text>
      )}
    </div>
  );
}
