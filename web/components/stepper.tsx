import {
  IconChevronRight,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDot,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './stepper.module.css';

export const chain = ['lead', 'opportunity', 'quote', 'order', 'subscription', 'invoice', 'paid'] as const;
export type Step = (typeof chain)[number];

export type ChainStep = {
  step: Step;
  state: 'done' | 'current' | 'ahead';
  to?: string;
  /** The record that is open. */
  here?: boolean;
};

const icons = { done: IconCircleCheckFilled, current: IconCircleDot, ahead: IconCircleDashed };

/** The way from lead to money: where this record stands in it, each made step a link. */
export function Stepper({ steps }: { steps: ChainStep[] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('common:chain.label')}>
      <ol className={classes.steps}>
        {steps.map(({ step, state, to, here }, index) => {
          const Icon = icons[state];
          const inside = (
            <>
              <Icon size={15} aria-hidden />
              {t(`common:chain.${step}`)}
            </>
          );
          const current = (here ?? state === 'current') ? ('step' as const) : undefined;
          return (
            <Fragment key={step}>
              {index > 0 && (
                <li className={classes.arrow} aria-hidden>
                  <IconChevronRight size={14} />
                </li>
              )}
              <li className={classes.place}>
                {to ? (
                  <Link to={to} className={classes.step} data-state={state} aria-current={current}>
                    {inside}
                  </Link>
                ) : (
                  <span
                    className={classes.step}
                    data-state={state}
                    data-here={here || undefined}
                    aria-current={current}
                  >
                    {inside}
                  </span>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
