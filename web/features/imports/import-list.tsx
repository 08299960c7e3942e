import { Anchor, Skeleton, Table } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#web/components/empty-state.tsx';
import { ErrorState } from '#web/components/error-state.tsx';
import { Page } from '#web/components/page.tsx';
import { When } from '#web/components/when.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import { type Import, importsQuery } from './import.ts';
import classes from './imports.module.css';
import { UploadPanel } from './upload-panel.tsx';

/** What this member has brought in, and the place to drop the next file. */
export function ImportList() {
  const { t } = useTranslation();
  const imports = useQuery(importsQuery);
  return (
    <Page title={t('imports:title')}>
      <div className={classes.page}>
        <UploadPanel />
        {imports.isPending && <Skeleton h={120} />}
        {imports.isError && <ErrorState error={imports.error} retry={() => void imports.refetch()} />}
        {imports.data?.length === 0 && (
          <EmptyState icon={IconFileImport} title={t('imports:emptyTitle')} text={t('imports:emptyText')} />
        )}
        {imports.data && imports.data.length > 0 && <Imports items={imports.data} />}
      </div>
    </Page>
  );
}

function Imports({ items }: { items: Import[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports:file')}</Table.Th>
            <Table.Th>{t('imports:kind')}</Table.Th>
            <Table.Th>{t('imports:state')}</Table.Th>
            <Table.Th>{t('imports:rows')}</Table.Th>
            <Table.Th>{t('common:field.createdAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td>
                <Anchor component={Link} to={`/imports/${item.id}`}>
                  <bdi>{item.fileName}</bdi>
                </Anchor>
              </Table.Td>
              <Table.Td>{t(`kinds:${item.kind}.many`)}</Table.Td>
              <Table.Td>{t(`imports:status.${item.status}`)}</Table.Td>
              <Table.Td>{format.decimal(item.total)}</Table.Td>
              <Table.Td>
                <When at={item.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
