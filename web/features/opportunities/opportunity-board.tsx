import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isClosedStage, type OpportunityStage } from '#domain/opportunities.ts';
import { Board } from '#web/components/board/board.tsx';
import { BoardPage } from '#web/components/board/board-page.tsx';
import type { BoardDeclaration } from '#web/components/board/declare.ts';
import { MemberName } from '#web/components/member-name.tsx';
import { Money } from '#web/components/money.tsx';
import { api } from '#web/platform/api.ts';
import { CloseDate } from './close-date.tsx';
import { CloseDialog } from './close-dialog.tsx';
import classes from './opportunities.module.css';
import { mayMoveTo, type Opportunity } from './opportunity.ts';
import { boardFilters } from './opportunity-filters.ts';
import type { Outcome } from './use-stage.ts';

function Card({ opportunity }: { opportunity: Opportunity }) {
  const { name, names, amount, currency, ownerId } = opportunity;
  const account = names?.accountId;
  return (
    <>
      {account && !name.includes(account) && <bdi>{account}</bdi>}
      {amount && (
        <div className={classes.cardAmount}>
          <Money amount={amount} currency={currency} />
        </div>
      )}
      <div className={classes.cardLine}>
        {ownerId ? <MemberName id={ownerId} name={names?.ownerId} size={18} /> : <span />}
        <CloseDate opportunity={opportunity} />
      </div>
    </>
  );
}

type Closing = { item: Opportunity; outcome: Outcome | null; stageId: string };

export function OpportunityBoard() {
  const { t } = useTranslation();
  const [closing, setClosing] = useState<Closing | null>(null);
  const declaration: BoardDeclaration<Opportunity> = {
    kind: 'opportunity',
    statusField: 'stage',
    sinceField: 'stageChangedAt',
    mayMove: mayMoveTo,
    move: (item, { id: stageId }) =>
      api.post(`/opportunities/${item.id}/stage`, { stageId }, { version: item.version }),
    // Winning and losing ask first: the dialog makes the move.
    intercept: (item, { id: stageId, status }) => {
      if (!isClosedStage(status as OpportunityStage)) return false;
      setClosing({ item, outcome: status as Outcome, stageId });
      return true;
    },
    title: (item) => item.name,
    card: (item) => <Card opportunity={item} />,
    filters: boardFilters,
  };
  return (
    <BoardPage kind="opportunity" title={t('kinds:opportunity.board')} filters={boardFilters}>
      <Board declaration={declaration} />
      {closing && (
        <CloseDialog
          opportunity={closing.item}
          outcome={closing.outcome}
          stageId={closing.stageId}
          close={() => setClosing({ ...closing, outcome: null })}
        />
      )}
    </BoardPage>
  );
}
