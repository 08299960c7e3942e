import type { ThreadKind } from '#domain/revenue.ts';
import { recordPath } from '#web/platform/kinds.ts';
import type { ChainStep } from '../stepper.tsx';

/** One record on the way from a lead to its money, as the API tells it. */
export type ThreadItem = {
  kind: ThreadKind;
  id: string;
  title: string;
  number: string | null;
  status: string | null;
  currency: string | null;
  amount: string | null;
  paid: string | null;
  balance: string | null;
  versionNumber: number | null;
  at: string;
  date: string | null;
  pdf: string | null;
  links: Record<string, string>;
};

export type Thread = { items: ThreadItem[]; more: ThreadKind[] };

type Own = { kind: ThreadKind; id: string };

// A record in such a state no longer stands for its step, unless one is looking at it.
const passed = ['revised', 'void', 'cancelled'];

const finished: Partial<Record<ThreadKind, readonly string[]>> = {
  lead: ['converted'],
  opportunity: ['won', 'lost'],
  quote: ['accepted'],
  order: ['fulfilled'],
  subscription: ['active', 'ended'],
  invoice: ['issued', 'partially_paid', 'paid'],
};

const steps = ['lead', 'opportunity', 'quote', 'order', 'subscription', 'invoice'] as const;

/** The record that stands for a step: the one that is open, the accepted one, or else the newest that still counts. */
function standingFor(items: readonly ThreadItem[], kind: ThreadKind, own: Own): ThreadItem | undefined {
  const all = items.filter((item) => item.kind === kind);
  if (own.kind === kind) return all.find(({ id }) => id === own.id);
  const living = all.filter(({ status }) => !passed.includes(status ?? ''));
  return living.find(({ status }) => status === 'accepted') ?? living.at(-1);
}

function paidStep(items: readonly ThreadItem[]): ChainStep {
  const due = items.filter(
    ({ kind, status }) => kind === 'invoice' && !['draft', 'void'].includes(status ?? ''),
  );
  const first = due[0];
  if (!first) return { step: 'paid', state: 'ahead' };
  const open = due.find(({ status }) => status !== 'paid');
  const to = recordPath('invoice', (open ?? first).id);
  return { step: 'paid', state: open ? 'current' : 'done', to };
}

/**
 * The steps from lead to money as seen from one record: what came before it is shown where it exists, what comes after it
 * always, except an order or a subscription, which many deals do without.
 */
export function stepsOf({ items }: Pick<Thread, 'items'>, own: Own): ChainStep[] {
  const ownAt = steps.indexOf(own.kind as (typeof steps)[number]);
  const chosen = steps.map((kind) => standingFor(items, kind, own));
  const shown = steps.flatMap((kind, at): ChainStep[] => {
    const item = chosen[at];
    const detour = kind === 'order' || kind === 'subscription';
    if (!item) return ownAt !== -1 && at > ownAt && !detour ? [{ step: kind, state: 'ahead' }] : [];
    const later = chosen.slice(at + 1).some((one) => one !== undefined);
    const done = later || (finished[kind] ?? []).includes(item.status ?? '');
    const here = item.id === own.id;
    return [
      {
        step: kind,
        state: done ? 'done' : 'current',
        ...(here ? { here } : { to: recordPath(kind, item.id) }),
      },
    ];
  });
  return [...shown, paidStep(items)];
}
