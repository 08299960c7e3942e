import { IconCircleCheck, IconCircleX, IconFilePlus, IconRotate } from '@tabler/icons-react';
import { isClosedStage, openStages } from '#domain/opportunities.ts';
import { placedLike, useCreate } from '#web/components/create/use-create.ts';
import type { RecordAct, RecordActs } from '#web/components/record/declare.ts';
import { useRelated } from '#web/components/record/use-related.ts';
import { usePipelines } from '#web/platform/pipelines.ts';
import { useUrlState } from '#web/platform/url-state.ts';
import type { Opportunity } from './opportunity.ts';
import { useMoveStage } from './use-stage.ts';

/** What a quote for this deal starts with. */
export function quoteOf(opportunity: Opportunity): Record<string, string> {
  const { id, name, accountId, contactId, leadId, currency } = opportunity;
  const links = Object.entries({ accountId, contactId, leadId });
  const known = links.filter((link): link is [string, string] => link[1] !== null);
  return {
    opportunityId: id,
    title: name,
    currency,
    ...Object.fromEntries(known),
    ...placedLike(opportunity),
  };
}

/** The next act of an open deal is its first quote; from then on it is winning it. */
export function useOpportunityActs(opportunity: Opportunity): RecordActs {
  const [, change] = useUrlState();
  const create = useCreate('quote');
  const move = useMoveStage();
  const pipeline = usePipelines('opportunity').find(({ id }) => id === opportunity.pipelineId);
  const quotes = useRelated('quote', { opportunityId: opportunity.id });
  if (isClosedStage(opportunity.stage)) {
    const reopen: RecordAct = {
      key: 'reopen',
      label: 'opportunities:act.reopen',
      icon: IconRotate,
      capability: 'crm.opportunities.reopen',
      ability: 'reopen',
      run: () => {
        const last = pipeline?.stages.findLast(({ status }) => openStages.some((open) => open === status));
        if (last) move.mutate({ id: opportunity.id, stageId: last.id });
      },
    };
    return { more: [reopen] };
  }
  const won: RecordAct = {
    key: 'won',
    label: 'opportunities:act.markWon',
    icon: IconCircleCheck,
    capability: 'crm.opportunities.mark_won',
    ability: 'markWon',
    run: () => change({ close: 'won' }, true),
  };
  const lost: RecordAct = {
    key: 'lost',
    label: 'opportunities:act.markLost',
    icon: IconCircleX,
    danger: true,
    capability: 'crm.opportunities.mark_lost',
    ability: 'markLost',
    run: () => change({ close: 'lost' }, true),
  };
  if (!create) return { primary: won, more: [lost] };
  const quote: RecordAct = {
    key: 'quote',
    label: 'kinds:quote.create',
    icon: IconFilePlus,
    run: () => create(quoteOf(opportunity)),
  };
  if (quotes.isLoading) return { more: [quote, won, lost] };
  return quotes.items.length > 0
    ? { primary: won, more: [quote, lost] }
    : { primary: quote, more: [won, lost] };
}
