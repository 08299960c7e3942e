import { Button, Skeleton, Table } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '#domain/problems.ts';
import { api, apiUrl } from '#web/platform/api.ts';
import { useFieldProblemText, useProblemText } from '#web/platform/problem-text.ts';

type Refusal = {
  recordId: string;
  title: string | null;
  problem: { code: string; detail?: string; errors?: FieldProblem[] } | null;
};

/** Opens the list of the records that a bulk change could not change, each with its reason. */
export function useShowRefused(): (jobId: string) => void {
  const { t } = useTranslation();
  return (jobId) => {
    modals.open({
      title: t('lists:job.refusedTitle'),
      size: 'lg',
      closeButtonProps: { 'aria-label': t('common:act.close') },
      children: <Refused jobId={jobId} />,
    });
  };
}

function Refused({ jobId }: { jobId: string }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const sayField = useFieldProblemText();
  const refused = useQuery({
    queryKey: ['job', 'refused', jobId],
    queryFn: ({ signal }) =>
      api.get<{ items: Refusal[] }>(`/bulk/${jobId}/items`, {
        query: { status: 'refused', limit: 200 },
        signal,
      }),
  });
  const reason = ({ problem }: Refusal) => {
    const fields = problem?.errors?.map((error) => sayField(error)).join(' ');
    return fields || (problem ? say({ status: 409, ...problem } as never) : '');
  };
  if (!refused.data) return <Skeleton height={120} />;
  return (
    <>
      <Table.ScrollContainer minWidth={320} mah="60vh">
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lists:job.record')}</Table.Th>
              <Table.Th>{t('lists:job.reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refused.data.items.map((item) => (
              <Table.Tr key={item.recordId}>
                <Table.Td dir="auto">{item.title ?? t('lists:job.hidden')}</Table.Td>
                <Table.Td>{reason(item)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button
        mt="md"
        variant="default"
        component="a"
        href={apiUrl(`/bulk/${jobId}/refused.csv`)}
        download
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {t('lists:job.refusedCsv')}
      </Button>
    </>
  );
}
