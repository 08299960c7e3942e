import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LeadStatus } from '#domain/leads.ts';
import type { BulkContext } from '#web/components/list/declare.ts';
import { useNotify } from '#web/components/notify.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';

const targets: LeadStatus[] = ['contacted', 'qualified', 'lost', 'junk'];

/** What can be done to several leads at once. Those that may not move stay as they are, and are counted. */
export function LeadBulk({ ids, clear }: BulkContext) {
  const { t } = useTranslation();
  const can = useCan();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const move = useMutation({
    mutationFn: async (status: LeadStatus) => {
      let refused = 0;
      for (const id of ids) {
        await api.post(`/leads/${id}/status`, { status }).catch(() => {
          refused += 1;
        });
      }
      return { moved: ids.length - refused, refused };
    },
    onSuccess: ({ moved, refused }) => {
      const stayed = refused > 0 ? ` ${t('leads:bulk.stayed', { count: refused })}` : '';
      notify.done(t('leads:bulk.moved', { count: moved }) + stayed);
      clear();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['lead'] }),
  });
  if (!can('crm.leads.edit')) return null;
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          loading={move.isPending}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('common:record.moveTo')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {targets.map((status) => (
          <Menu.Item key={status} onClick={() => move.mutate(status)}>
            <StatusBadge kind="lead" status={status} plain />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
