import { useParams } from '@tanstack/react-router';
import { isClosedStage, type OpportunityStage, opportunityPatch } from '#domain/opportunities.ts';
import type { RecordDeclaration, RecordTab } from '#web/components/record/declare.ts';
import { RecordPage } from '#web/components/record/record-page.tsx';
import { Timeline } from '#web/components/record/timeline.tsx';
import { useRelatedTab } from '#web/components/record/use-related-tab.tsx';
import { useStageMoves } from '#web/components/record/use-stage-moves.ts';
import { RecordLink } from '#web/components/record-link.tsx';
import { useUrlState } from '#web/platform/url-state.ts';
import { CloseDialog } from './close-dialog.tsx';
import { invoiceColumns, type RelatedInvoice } from './invoice-columns.ts';
import { mayMoveTo, type Opportunity } from './opportunity.ts';
import { recordGroups } from './opportunity-fields.ts';
import { OpportunitySide } from './opportunity-side.tsx';
import { orderColumns, type RelatedOrder } from './order-columns.ts';
import { quoteColumns, type RelatedQuote } from './quote-columns.ts';
import { quoteOf, useOpportunityActs } from './use-opportunity-acts.ts';
import type { Outcome } from './use-stage.ts';

function useDeclaration(id: string): RecordDeclaration<Opportunity> {
  const [, change] = useUrlState();
  const tabs = useTabs(id);
  const stages = useStageMoves('opportunity');
  return {
    kind: 'opportunity',
    title: (opportunity) => opportunity.name,
    subtitle: ({ accountId, names }) =>
      accountId && <RecordLink kind="account" id={accountId} text={names?.accountId} />,
    status: {
      field: 'stageId',
      look: stages.look,
      moves: (opportunity) => stages.movesOf(opportunity, (to) => mayMoveTo(opportunity, to)),
      path: (opportunity) => `/opportunities/${opportunity.id}/stage`,
      body: (stageId) => ({ stageId }),
      intercept: (_, to) => {
        const outcome = stages.look(to)?.status as OpportunityStage | undefined;
        if (!outcome || !isClosedStage(outcome)) return false;
        change({ close: outcome, closeTo: to }, true);
        return true;
      },
      capability: 'crm.opportunities.view',
    },
    fields: recordGroups,
    schema: opportunityPatch,
    tabs,
    side: (opportunity) => <OpportunitySide opportunity={opportunity} />,
  };
}

function useTabs(id: string): RecordTab<Opportunity>[] {
  const filter = { opportunityId: id };
  const quotes = useRelatedTab<Opportunity, RelatedQuote>({
    kind: 'quote',
    filter,
    columns: quoteColumns,
    given: (opportunity) =>
      opportunity.archivedAt || opportunity.stage === 'lost' ? undefined : quoteOf(opportunity),
    emptyText: 'opportunities:empty.quotes',
  });
  const orders = useRelatedTab<Opportunity, RelatedOrder>({
    kind: 'order',
    filter,
    columns: orderColumns,
    emptyText: 'orders:empty.opportunity',
  });
  const invoices = useRelatedTab<Opportunity, RelatedInvoice>({
    kind: 'invoice',
    filter,
    columns: invoiceColumns,
    emptyText: 'opportunities:empty.invoices',
  });
  const timeline: RecordTab<Opportunity> = {
    key: 'timeline',
    label: 'common:tab.timeline',
    render: (opportunity) => <Timeline kind="opportunity" id={opportunity.id} />,
  };
  return [quotes, orders, invoices, timeline];
}

function mayClose({ abilities = {} }: Opportunity, outcome: Outcome): boolean {
  return abilities[outcome === 'won' ? 'markWon' : 'markLost'] ?? false;
}

function Closing({ opportunity }: { opportunity: Opportunity }) {
  const [search, change] = useUrlState();
  const asked = search.close === 'won' || search.close === 'lost' ? (search.close as Outcome) : null;
  // An address that was kept or shared may ask for what is no longer possible.
  const outcome = asked && mayClose(opportunity, asked) ? asked : null;
  const close = () => change({ close: null, closeTo: null });
  return <CloseDialog opportunity={opportunity} outcome={outcome} stageId={search.closeTo} close={close} />;
}

export function OpportunityPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const declaration = useDeclaration(id);
  return (
    <RecordPage
      declaration={declaration}
      id={id}
      useActs={useOpportunityActs}
      panels={(opportunity) => <Closing opportunity={opportunity} />}
    />
  );
}
