import type { Subscription } from './subscription.ts';

export type SubscriptionAct = 'start' | 'pause' | 'resume' | 'cancel' | 'keep' | 'changePrice' | 'edit';

export type DialogProps = { subscription: Subscription; act: SubscriptionAct | null; close: () => void };
