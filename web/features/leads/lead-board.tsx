import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { leadStatus } from '#domain/leads.ts';
import { Board } from '#web/components/board/board.tsx';
import { BoardPage } from '#web/components/board/board-page.tsx';
import type { BoardDeclaration } from '#web/components/board/declare.ts';
import { MemberName } from '#web/components/member-name.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import { type Lead, leadName } from './lead.ts';

function Card({ lead }: { lead: Lead }) {
  const person = Boolean(lead.firstName || lead.lastName);
  return (
    <>
      {person && <bdi>{lead.companyName}</bdi>}
      <Group justify="space-between" mt={6} gap="xs" wrap="nowrap">
        {lead.ownerId ? <MemberName id={lead.ownerId} name={lead.names?.ownerId} size={18} /> : <span />}
        {lead.quality && <StatusBadge kind="quality" status={lead.quality} plain />}
      </Group>
    </>
  );
}

export function LeadBoard() {
  const { t } = useTranslation();
  const can = useCan();
  const declaration: BoardDeclaration<Lead> = {
    kind: 'lead',
    field: 'status',
    moves: (lead) => leadStatus.allowed(lead.status),
    move: (lead, to) => api.post(`/leads/${lead.id}/status`, { status: to }, { version: lead.version }),
    movable: can('crm.leads.edit'),
    title: leadName,
    card: (lead) => <Card lead={lead} />,
    parameters: ['ownerId', 'q'],
  };
  return (
    <BoardPage kind="lead" title={t('kinds:lead.board')}>
      <Board declaration={declaration} />
    </BoardPage>
  );
}
