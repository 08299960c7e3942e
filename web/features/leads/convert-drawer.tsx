import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { canConvertLead } from '#domain/leads.ts';
import { ErrorState } from '#web/components/error-state.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import { ConvertForm } from './convert-form.tsx';
import { type Lead, leadName } from './lead.ts';

import type { Matches } from './matches.ts';

/** Turns a lead into a customer: what is known already on one side, what will be made on the other. */
export function ConvertDrawer({ lead }: { lead: Lead }) {
  const { t } = useTranslation();
  const [search, change] = useUrlState();
  const can = useCan();
  const allowed = can('crm.leads.convert') && (lead.abilities?.convert ?? true);
  const opened = search.convert === '1' && allowed && canConvertLead(lead.status);
  const close = () => change({ convert: null });
  return (
    <Drawer
      opened={opened}
      onClose={close}
      size="xl"
      title={t('leads:convert.title', { name: leadName(lead) })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {opened && <Inside lead={lead} close={close} />}
    </Drawer>
  );
}

function Inside({ lead, close }: { lead: Lead; close: () => void }) {
  const matches = useQuery({
    // Asked anew each time: a colleague may have written down the same company a moment ago.
    queryKey: ['lead', 'matches', lead.id, 'convert'],
    gcTime: 0,
    queryFn: ({ signal }) => api.get<Matches>(`/leads/${lead.id}/matches`, { signal }),
  });
  if (matches.isError) return <ErrorState error={matches.error} retry={() => void matches.refetch()} />;
  if (!matches.data) return <Skeleton height={320} />;
  return <ConvertForm lead={lead} matches={matches.data} close={close} />;
}
