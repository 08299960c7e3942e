import { UnstyledButton } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Capability } from '#domain/capabilities.ts';
import { useCreators } from '#web/components/create/declare.ts';
import { useCreate } from '#web/components/create/use-create.ts';
import { DemoButton } from '#web/components/demo-button.tsx';
import type { ListAnswer } from '#web/components/list/use-list.ts';
import { api } from '#web/platform/api.ts';
import { useCan } from '#web/platform/session.ts';
import classes from './home.module.css';

type Step = { key: string; path: string; capability: Capability; to?: string; least?: number };

const steps: Step[] = [
  { key: 'lead', path: '/leads', capability: 'crm.leads.create' },
  { key: 'convert', path: '/opportunities', capability: 'crm.leads.convert', to: '/leads' },
  { key: 'quote', path: '/quotes', capability: 'crm.quotes.create', to: '/quotes' },
  {
    key: 'colleague',
    path: '/members',
    capability: 'settings.members.manage',
    to: '/settings/members',
    least: 2,
  },
];

/** The way through a new company: each step is ticked by what is really there, and the list goes when all are. */
export function FirstSteps() {
  const { t } = useTranslation();
  const can = useCan();
  const createLead = useCreate('lead');
  const creators = useCreators();
  const mine = steps.filter((step) => can(step.capability));
  const counts = useQueries({
    queries: mine.map((step) => ({
      queryKey: ['first-steps', step.path],
      queryFn: () => api.get<Partial<ListAnswer<unknown>>>(step.path, { query: { limit: 2 } }),
      staleTime: 60_000,
    })),
  });
  if (counts.some((count) => count.isPending) || !creators.lead) return null;
  const done = counts.map((count, index) => (count.data?.items?.length ?? 0) >= (mine[index]?.least ?? 1));
  if (done.every(Boolean)) return null;
  return (
    <>
      <ol className={classes.steps}>
        {mine.map((step, index) => (
          <li key={step.key}>
            <StepCard step={step} done={done[index] ?? false} create={step.to ? null : createLead} />
          </li>
        ))}
      </ol>
      {!done[0] && (
        <div className={classes.demo}>
          <span>{t('home:orDemo')}</span>
          <DemoButton />
        </div>
      )}
    </>
  );
}

function StepCard({ step, done, create }: { step: Step; done: boolean; create: (() => void) | null }) {
  const { t } = useTranslation();
  const Icon = done ? IconCircleCheckFilled : IconCircleDashed;
  const inside = (
    <>
      <Icon size={18} aria-label={t(done ? 'home:done' : 'home:open')} />
      <span>
        <span className={classes.stepTitle}>{t(`home:step.${step.key}.title`)}</span>
        <br />
        <span className={classes.stepText}>{t(`home:step.${step.key}.text`)}</span>
      </span>
    </>
  );
  if (create && !done) {
    return (
      <UnstyledButton className={classes.step} data-done={done || undefined} onClick={() => create()}>
        {inside}
      </UnstyledButton>
    );
  }
  return (
    <Link to={step.to ?? step.path} className={classes.step} data-done={done || undefined}>
      {inside}
    </Link>
  );
}
