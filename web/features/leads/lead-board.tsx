import { Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Board } from '#web/components/board/board.tsx';
import { BoardPage } from '#web/components/board/board-page.tsx';
import type { BoardDeclaration } from '#web/components/board/declare.ts';
import { MemberName } from '#web/components/member-name.tsx';
import { useNotify } from '#web/components/notify.tsx';
import { ReasonModal } from '#web/components/record/status-control.tsx';
import { StatusBadge } from '#web/components/status-badge.tsx';
import { api } from '#web/platform/api.ts';
import { type Stage, usePipelineWords } from '#web/platform/pipelines.ts';
import { type Lead, leadName, mayMoveTo } from './lead.ts';
import { boardFilters } from './lead-filters.ts';

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

const asksReason = ['lost', 'junk'];

export function LeadBoard() {
  const { t } = useTranslation();
  const say = usePipelineWords();
  const [asking, setAsking] = useState<{ lead: Lead; to: Stage } | null>(null);
  const queryClient = useQueryClient();
  const notify = useNotify();
  const move = (lead: Lead, { id: stageId }: Stage, reason?: string) =>
    api.post(`/leads/${lead.id}/status`, { stageId, reason }, { version: lead.version });
  const declaration: BoardDeclaration<Lead> = {
    kind: 'lead',
    statusField: 'status',
    sinceField: 'statusChangedAt',
    mayMove: mayMoveTo,
    move,
    // Giving a lead up asks why first: the dialog makes the move.
    intercept: (lead, to) => {
      if (!asksReason.includes(to.status)) return false;
      setAsking({ lead, to });
      return true;
    },
    title: leadName,
    card: (lead) => <Card lead={lead} />,
    filters: boardFilters,
  };
  const giveUp = async (reason?: string) => {
    if (!asking) return;
    try {
      await move(asking.lead, asking.to, reason);
    } catch (error) {
      notify.refused(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['lead'] });
  };
  return (
    <BoardPage kind="lead" title={t('kinds:lead.board')} filters={boardFilters}>
      <Board declaration={declaration} />
      <ReasonModal
        kind="lead"
        to={asking?.to.status ?? null}
        name={asking ? say(asking.to) : undefined}
        close={() => setAsking(null)}
        run={(_, reason) => void giveUp(reason)}
      />
    </BoardPage>
  );
}
