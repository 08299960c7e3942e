import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicDocumentWire } from '#domain/sharing.ts';
import { type Answer, AnswerDialog } from './answer-dialog.tsx';
import classes from './recipient.module.css';

type Props = {
  token: string;
  shown: PublicDocumentWire;
  total: string;
  /** The optional lines to accept with; absent where there is nothing to choose. */
  selected: readonly string[] | undefined;
  waiting: boolean;
  show: (shown: PublicDocumentWire) => void;
  reload: () => Promise<void>;
};

/** What the customer can say, always in reach at the foot of the screen. */
export function AnswerBar({ token, shown, total, selected, waiting, show, reload }: Props) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <>
      <div className={classes.bar}>
        <button
          type="button"
          className={classes.primary}
          disabled={waiting}
          onClick={() => setAnswer('accept')}
        >
          {t('recipient:acceptFor', { total: `\u2068${total}\u2069` })}
        </button>
        <div className={classes.others}>
          <button type="button" className={classes.button} onClick={() => setAnswer('request-changes')}>
            {t('recipient:requestChanges')}
          </button>
          <button type="button" className={classes.button} onClick={() => setAnswer('decline')}>
            {t('recipient:decline')}
          </button>
        </div>
      </div>
      {answer && (
        <AnswerDialog
          key={answer}
          answer={answer}
          token={token}
          facts={{
            number: `\u2068${shown.number ?? shown.title ?? ''}\u2069`,
            seller: `\u2068${shown.seller.name ?? ''}\u2069`,
            total: `\u2068${total}\u2069`,
          }}
          selected={selected}
          done={(next) => {
            setAnswer(null);
            show(next);
            scrollTo({ top: 0 });
          }}
          close={() => setAnswer(null)}
          changed={reload}
        />
      )}
    </>
  );
}
